package io.headgate.api.account;

import io.headgate.connector.storage.S3Uri;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An AWS account of a tenant with its role, its cluster and its workspace. */
@Entity
class AwsAccount {

    @Id
    private UUID id;

    private UUID tenantId;
    private String accountNumber;
    private String region;
    private String roleArn;
    private String clusterId;
    private String workspace;
    private String jobsUri;
    private String jobsSha256;
    private Instant createdAt;
    private @Nullable String queueArn;

    protected AwsAccount() {}

    AwsAccount(
            UUID tenantId,
            String region,
            String roleArn,
            String accountNumber,
            String clusterId,
            String workspace,
            S3Uri jobsFolder,
            String jobsSha256,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.region = region;
        this.roleArn = roleArn;
        this.accountNumber = accountNumber;
        this.clusterId = clusterId;
        this.workspace = workspace;
        this.jobsUri = jobsFolder.toString();
        this.jobsSha256 = jobsSha256;
        this.createdAt = now;
    }

    /** Notes which jobs package lies in the workspace. */
    void jobsInstalled(S3Uri folder, String sha256) {
        this.jobsUri = folder.toString();
        this.jobsSha256 = sha256;
    }

    /** Is entered by this role and runs on this cluster from now on. */
    void moveTo(String roleArn, String clusterId) {
        this.roleArn = roleArn;
        this.clusterId = clusterId;
    }

    /** Learns of files that arrive from this queue from now on; from none if it is null. */
    void listenTo(@Nullable String queueArn) {
        this.queueArn = queueArn;
    }

    @Nullable
    String queueArn() {
        return queueArn;
    }

    UUID id() {
        return id;
    }

    UUID tenantId() {
        return tenantId;
    }

    String accountNumber() {
        return accountNumber;
    }

    String region() {
        return region;
    }

    String roleArn() {
        return roleArn;
    }

    String clusterId() {
        return clusterId;
    }

    String workspace() {
        return workspace;
    }

    String jobsUri() {
        return jobsUri;
    }

    String jobsSha256() {
        return jobsSha256;
    }

    Instant createdAt() {
        return createdAt;
    }
}
