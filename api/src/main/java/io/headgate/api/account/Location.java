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

    Location(
            UUID tenantId,
            UUID stageId,
            String key,
            String name,
            String bucket,
            String prefix,
            LocationAccess access,
            Classification classification,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.stageId = stageId;
        this.key = key;
        this.name = name;
        this.bucket = bucket;
        this.prefix = prefix;
        this.access = access;
        this.classification = classification;
        this.createdAt = now;
    }

    UUID stageId() {
        return stageId;
    }

    LocationView view() {
        return new LocationView(key, name, bucket, prefix, access, classification, createdAt);
    }
}
