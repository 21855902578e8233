package io.headgate.api.process;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A draft as it was before it was replaced as a whole. */
@Entity
class KeptDraft {

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID processId;
    private String definition;
    private String etag;
    private String savedBy;
    private Instant savedAt;
    private String keptBy;
    private Instant keptAt;
    private String reason;

    protected KeptDraft() {}

    KeptDraft(UUID tenantId, Process process, String reason, String actor, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.processId = process.id();
        this.definition = process.draft();
        this.etag = process.draftEtag();
        this.savedBy = process.draftBy();
        this.savedAt = process.draftAt();
        this.keptBy = actor;
        this.keptAt = now;
        this.reason = reason;
    }

    UUID id() {
        return id;
    }

    UUID processId() {
        return processId;
    }

    String definition() {
        return definition;
    }

    KeptDraftView view() {
        return new KeptDraftView(id, savedBy, savedAt, keptBy, keptAt, reason);
    }
}
