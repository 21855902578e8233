package io.headgate.api.tenancy;

import io.headgate.api.platform.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A customer of the platform, with all that belongs to it. */
@Entity
class Tenant {

    @Id
    private UUID tenantId;

    @Column(name = "key")
    private String key;

    private String name;
    private UUID environmentId;
    private String externalId;
    private String connectionId;
    private String callbackHash;
    private boolean suspended;
    private boolean samplesAllowed;
    private int runLimit;
    private int waitingLimit;
    private Instant createdAt;

    protected Tenant() {}

    Tenant(String key, String name, UUID environmentId, String callbackToken, Instant now) {
        this.tenantId = UUID.randomUUID();
        this.key = key;
        this.name = name;
        this.environmentId = environmentId;
        this.externalId = Ids.random("hg-", 32);
        this.connectionId = "headgate_" + key.replace('-', '_') + "_" + Ids.random("", 6);
        this.callbackHash = Ids.sha256(callbackToken);
        this.samplesAllowed = true;
        this.runLimit = 100;
        this.waitingLimit = 1000;
        this.createdAt = now;
    }

    void suspend(boolean suspended) {
        this.suspended = suspended;
    }

    void limitRuns(int runLimit) {
        this.runLimit = runLimit;
    }

    void limitWaiting(int waitingLimit) {
        this.waitingLimit = waitingLimit;
    }

    void allowSamples(boolean allowed) {
        this.samplesAllowed = allowed;
    }

    TenantView view() {
        return new TenantView(
                tenantId,
                key,
                name,
                environmentId,
                externalId,
                connectionId,
                suspended,
                samplesAllowed,
                runLimit,
                waitingLimit,
                createdAt);
    }
}
