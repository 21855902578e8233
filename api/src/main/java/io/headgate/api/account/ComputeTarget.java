package io.headgate.api.account;

import io.headgate.connector.emr.Cluster;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.S3Uri;
import java.util.UUID;

/**
 * Where a tenant's components run.
 *
 * @param workspace where Headgate keeps settings, results and intermediate data of runs
 * @param jobsFolder where the jobs package lies
 * @param jobsSha256 hash of the package's zip
 */
public record ComputeTarget(
        UUID accountId, TenantRole role, Cluster cluster, S3Uri workspace, S3Uri jobsFolder, String jobsSha256) {

    /** The same account with another of its clusters: where an earlier step was sent. */
    public ComputeTarget on(String clusterId) {
        return new ComputeTarget(accountId, role, new Cluster(role, clusterId), workspace, jobsFolder, jobsSha256);
    }
}
