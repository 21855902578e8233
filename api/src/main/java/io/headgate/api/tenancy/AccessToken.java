package io.headgate.api.tenancy;

import io.headgate.api.platform.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A bearer token of a user, or a browser's session. Only the hash of the secret is kept. */
@Entity
class AccessToken {

    /** What a token is for. */
    enum Kind {
        API,
        SESSION
    }

    @Id
    private UUID id;

    private UUID userId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String name;
    private String secretHash;
    private String csrfToken;
    private Instant createdAt;
    private Instant expiresAt;

    protected AccessToken() {}

    AccessToken(UUID userId, Kind kind, String name, String secret, Instant now, Duration life) {
        this.id = UUID.randomUUID();
        this.userId = userId;
        this.kind = kind;
        this.name = name;
        this.secretHash = Ids.sha256(secret);
        this.csrfToken = Ids.random("", 24);
        this.createdAt = now;
        this.expiresAt = now.plus(life);
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    UUID userId() {
        return userId;
    }

    Kind kind() {
        return kind;
    }

    String csrfToken() {
        return csrfToken;
    }

    boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
