package io.headgate.api.account;

import io.headgate.api.platform.ProblemException;
import io.headgate.connector.emr.Cluster;
import io.headgate.connector.emr.EmrProblem;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.JobsPackage;
import io.headgate.connector.storage.S3Uri;
import io.headgate.connector.storage.TenantStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

/** Tries everything that a run will need in a tenant's account, before the account is accepted. */
@Component
public class Preflight {

    /**
     * One thing that was tried.
     *
     * @param code null when it went well
     */
    public record Check(
            String name,
            boolean ok,
            @Nullable String code,
            String sentence,
            @Nullable String remedy) {}

    private final TenantClients clients;
    private final EmrSteps steps;
    private final TenantStorage storage;
    private final JobsPackage jobs;

    Preflight(TenantClients clients, EmrSteps steps, TenantStorage storage, JobsPackage jobs) {
        this.clients = clients;
        this.steps = steps;
        this.storage = storage;
        this.jobs = jobs;
    }

    /** Runs the checks in order; those that need a role are left out when it cannot be assumed. */
    List<Check> run(TenantRole role, String clusterId, S3Uri workspace) {
        List<Check> checks = new ArrayList<>();
        Check entered = enter(role);
        checks.add(entered);
        if (entered.ok()) {
            checks.add(cluster(role, clusterId));
            checks.add(workspace(role, workspace));
        }
        return List.copyOf(checks);
    }

    private Check enter(TenantRole role) {
        clients.forget(role); // a warm session would hide a trust policy that has changed
        try {
            clients.enter(role);
            return good("assume-role", "The role " + role.roleArn() + " lets Headgate in.");
        } catch (StsException e) {
            return bad(
                    "assume-role",
                    "account.role-refused",
                    "AWS does not let Headgate assume " + role.roleArn() + ".",
                    "Check that the role exists, and that its trust policy names Headgate's principal and exactly this tenant's ExternalId. "
                            + "AWS answers both alike.");
        } catch (SdkException e) {
            return away("assume-role");
        }
    }

    /** Whether a cluster takes steps. */
    Check cluster(TenantRole role, String clusterId) {
        Optional<EmrProblem> problem = steps.whyNotReady(new Cluster(role, clusterId));
        if (problem.isEmpty()) {
            return good("cluster", "The cluster " + clusterId + " takes steps.");
        }
        return switch (problem.get().kind()) {
            case DENIED ->
                bad(
                        "cluster",
                        "account.cluster-denied",
                        "The role may not look at the cluster " + clusterId + ".",
                        "Allow elasticmapreduce:DescribeCluster on it in the role's policy.");
            case UNREACHABLE, THROTTLED -> away("cluster");
            case ROLE_REFUSED, CLUSTER_GONE, CLUSTER_FULL, OTHER ->
                bad(
                        "cluster",
                        "account.cluster-unknown",
                        "There is no running cluster " + clusterId + " in this account and Region. "
                                + problem.get().message(),
                        "Name a cluster in the state RUNNING or WAITING, by its id (j-…).");
        };
    }

    private Check workspace(TenantRole role, S3Uri workspace) {
        try {
            storage.probe(role, workspace);
            jobs.install(storage, role, workspace);
            return good(
                    "workspace",
                    "The workspace " + workspace + " can be read and written, and holds the jobs package "
                            + jobs.version() + ".");
        } catch (NoSuchBucketException e) {
            return bad(
                    "workspace",
                    "account.bucket-missing",
                    "There is no bucket " + workspace.bucket() + ".",
                    "Create it in this account, or name another one.");
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return bad(
                        "workspace",
                        "account.bucket-missing",
                        "There is no bucket " + workspace.bucket() + ".",
                        "Create it in this account, or name another one.");
            }
            return bad(
                    "workspace",
                    "account.workspace-denied",
                    "The role may not read and write " + workspace + ".",
                    "Allow s3:ListBucket on the bucket, and s3:GetObject and s3:PutObject below the workspace.");
        } catch (SdkException e) {
            return away("workspace");
        }
    }

    static void refuseIfFailed(List<Check> checks) {
        checks.stream().filter(check -> !check.ok()).findFirst().ifPresent(failed -> {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    String.valueOf(failed.code()),
                    failed.sentence() + " " + failed.remedy(),
                    List.of(),
                    Map.of("checks", checks));
        });
    }

    static Check good(String name, String sentence) {
        return new Check(name, true, null, sentence, null);
    }

    static Check bad(String name, String code, String sentence, String remedy) {
        return new Check(name, false, code, sentence, remedy);
    }

    static Check away(String name) {
        return bad(name, "aws.away", "AWS does not answer right now.", "Try again in a moment.");
    }
}
