package io.headgate.api.tenancy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A person who signs in; belongs to tenants through {@link Member}. */
@Entity
@Table(name = "app_user")
class AppUser {

    @Id
    private UUID id;

    private String username;
    private String displayName;
    private String passwordHash;
    private boolean platformAdmin;
    private boolean demo;
    private Instant createdAt;

    protected AppUser() {}

    AppUser(
            String username,
            String displayName,
            String passwordHash,
            boolean platformAdmin,
            boolean demo,
            Instant now) {
        this.id = UUID.randomUUID();
        this.username = username;
        this.displayName = displayName;
        this.passwordHash = passwordHash;
        this.platformAdmin = platformAdmin;
        this.demo = demo;
        this.createdAt = now;
    }

    UUID id() {
        return id;
    }

    String username() {
        return username;
    }

    String displayName() {
        return displayName;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean platformAdmin() {
        return platformAdmin;
    }

    boolean demo() {
        return demo;
    }
}
