package io.headgate.api.process;

import io.headgate.dag.definition.CanonicalDefinition;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A process: its draft, and what holds for all its versions. */
@Entity
class Process {

    @Id
    private UUID id;

    private UUID tenantId;

    @Column(name = "key")
    private String key;

    private String name;
    private String owner;
    private String draft;
    private String draftEtag;
    private String draftBy;
    private Instant draftAt;
    private boolean paused;
    private int concurrency;
    private Instant createdAt;

    protected Process() {}

    Process(UUID tenantId, String key, String name, String owner, CanonicalDefinition draft, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.key = key;
        this.owner = owner;
        this.concurrency = 1;
        this.createdAt = now;
        saveDraft(name, draft, owner, now);
    }

    final void saveDraft(String name, CanonicalDefinition draft, String author, Instant now) {
        this.name = name;
        this.draft = draft.text();
        this.draftEtag = draft.sha256();
        this.draftBy = author;
        this.draftAt = now;
    }

    void pause(boolean paused) {
        this.paused = paused;
    }

    void limitConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    UUID id() {
        return id;
    }

    String key() {
        return key;
    }

    String draft() {
        return draft;
    }

    String draftEtag() {
        return draftEtag;
    }

    ProcessView view() {
        return new ProcessView(id, key, name, owner, paused, concurrency, draftBy, draftAt, createdAt);
    }
}
