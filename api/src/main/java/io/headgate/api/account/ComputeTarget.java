package io.headgate.api.account;

import io.headgate.api.stage.StageView;
import io.headgate.connector.emr.Cluster;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.S3Uri;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the components of a stage run.
 *
 * @param stageId the stage whose target it is; null for an account by itself
 * @param workspace where Headgate keeps settings, results and intermediate data of runs
 * @param jobsFolder where the jobs package lies
 * @param jobsSha256 hash of the package's zip
 */
public record ComputeTarget(
        UUID accountId,
        @Nullable UUID stageId,
        TenantRole role,
        Cluster cluster,
        S3Uri workspace,
        S3Uri jobsFolder,
        String jobsSha256) {

    /** The same account with another of its clusters: where an earlier step was sent. */
    public ComputeTarget on(String clusterId) {
        return new ComputeTarget(
                accountId, stageId, role, new Cluster(role, clusterId), workspace, jobsFolder, jobsSha256);
    }

    /** The target of a stage that computes in this account, on a cluster of its own if it has one. */
    ComputeTarget of(StageView stage) {
        Cluster itsCluster = stage.clusterId() == null ? cluster : new Cluster(role, stage.clusterId());
        return new ComputeTarget(accountId, stage.id(), role, itsCluster, workspace, jobsFolder, jobsSha256);
    }
}
