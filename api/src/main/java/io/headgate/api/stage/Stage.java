package io.headgate.api.stage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stage of a tenant. One of them is the default, which is what whoever names no stage means. */
@Entity
class Stage {

    @Id
    private UUID id;

    private UUID tenantId;

    @Column(name = "key")
    private String key;

    private String name;

    @Column(name = "position")
    private int position;

    @Column(name = "is_default")
    private boolean byDefault;

    @Column(name = "protected")
    private boolean needsSecondPerson;

    private @Nullable UUID accountId;
    private @Nullable String clusterId;
    private Instant createdAt;
    private @Nullable Instant removedAt;

    protected Stage() {}

    Stage(UUID tenantId, String key, String name, int position, boolean needsSecondPerson, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.key = key;
        this.name = name;
        this.position = position;
        this.needsSecondPerson = needsSecondPerson;
        this.createdAt = now;
    }

    void rename(String name) {
        this.name = name;
    }

    void protect(boolean needsSecondPerson) {
        if (byDefault && needsSecondPerson) {
            throw new IllegalStateException("the default stage cannot be protected");
        }
        this.needsSecondPerson = needsSecondPerson;
    }

    /** Is what whoever names no stage means, from now on or no longer. */
    void byDefault(boolean byDefault) {
        if (byDefault && (needsSecondPerson || removedAt != null)) {
            throw new IllegalStateException("a protected or removed stage cannot be the default");
        }
        this.byDefault = byDefault;
    }

    /** Components run in this account from now on, on its own cluster or the account's. */
    void computeOn(@Nullable UUID accountId, @Nullable String clusterId) {
        this.accountId = accountId;
        this.clusterId = clusterId;
    }

    /** What ran on it stays; nothing new comes to it, and its key is free again. */
    void remove(Instant now) {
        if (byDefault) {
            throw new IllegalStateException("the default stage stays");
        }
        this.removedAt = now;
    }

    StageView view() {
        return new StageView(
                id, key, name, position, byDefault, needsSecondPerson, accountId, clusterId, createdAt, removedAt);
    }
}
