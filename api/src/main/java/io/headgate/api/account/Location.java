package io.headgate.api.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A named place of data in a tenant's account: settings name it, never a bucket. */
@Entity
class Location {

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID stageId;

    @Column(name = "key")
    private String key;

    private String name;
    private String bucket;
    private String prefix;

    @Enumerated(EnumType.STRING)
    private LocationAccess access;

    @Enumerated(EnumType.STRING)
    private Classification classification;

    private Instant createdAt;

    protected Location() {}

    Location(UUID tenantId, UUID stageId, String key, LocationAdmin.Meaning meaning, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.stageId = stageId;
        this.key = key;
        this.createdAt = now;
        means(meaning);
    }

    final void means(LocationAdmin.Meaning meaning) {
        name = meaning.name();
        bucket = meaning.bucket();
        prefix = meaning.prefix();
        access = meaning.access();
        classification = meaning.classification();
    }

    LocationAdmin.Meaning meaning() {
        return new LocationAdmin.Meaning(name, bucket, prefix, access, classification);
    }

    UUID stageId() {
        return stageId;
    }

    LocationView view() {
        return new LocationView(key, name, bucket, prefix, access, classification, createdAt);
    }
}
