package io.headgate.api.process;

import io.headgate.dag.definition.CanonicalDefinition;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A process as it was published; never changes. */
@Entity
class ProcessVersion {

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID processId;

    @Column(name = "number")
    private int number;

    private String sha256;
    private String definition;
    private String author;
    private String note;
    private Instant createdAt;

    protected ProcessVersion() {}

    ProcessVersion(
            UUID tenantId,
            UUID processId,
            int number,
            CanonicalDefinition definition,
            String author,
            String note,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.processId = processId;
        this.number = number;
        this.sha256 = definition.sha256();
        this.definition = definition.text();
        this.author = author;
        this.note = note;
        this.createdAt = now;
    }

    String sha256() {
        return sha256;
    }

    String definition() {
        return definition;
    }

    VersionView view() {
        return new VersionView(id, number, sha256, author, note, createdAt);
    }
}
