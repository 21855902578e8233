package io.headgate.api.tenancy;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user's place in a tenant. */
@Entity
@IdClass(Member.Key.class)
class Member {

    /** Primary key. */
    static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable UUID tenantId;
        private @Nullable UUID userId;

        protected Key() {}

        Key(UUID tenantId, UUID userId) {
            this.tenantId = tenantId;
            this.userId = userId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(tenantId, key.tenantId)
                    && Objects.equals(userId, key.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tenantId, userId);
        }
    }

    @Id
    private UUID tenantId;

    @Id
    private UUID userId;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant createdAt;

    protected Member() {}

    Member(UUID tenantId, UUID userId, Role role, Instant now) {
        this.tenantId = tenantId;
        this.userId = userId;
        this.role = role;
        this.createdAt = now;
    }

    UUID tenantId() {
        return tenantId;
    }

    UUID userId() {
        return userId;
    }

    Role role() {
        return role;
    }
}
