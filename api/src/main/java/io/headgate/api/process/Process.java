package io.headgate.api.process;

import io.headgate.dag.definition.CanonicalDefinition;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    @Enumerated(EnumType.STRING)
    private Priority priority;

    private Instant createdAt;
    private String[] tags;
    private @Nullable Instant archivedAt;
    private @Nullable String archivedBy;

    protected Process() {}

    Process(UUID tenantId, String key, String name, String owner, CanonicalDefinition draft, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.key = key;
        this.owner = owner;
        this.concurrency = 1;
        this.priority = Priority.NORMAL;
        this.createdAt = now;
        this.tags = new String[0];
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

    void tag(Collection<String> tags) {
        this.tags = tags.toArray(String[]::new);
    }

    void transfer(String owner) {
        this.owner = owner;
    }

    void archive(String actor, Instant now) {
        if (isArchived()) {
            throw new IllegalStateException("it is archived already");
        }
        this.archivedAt = now;
        this.archivedBy = actor;
    }

    void restoreFromArchive() {
        if (!isArchived()) {
            throw new IllegalStateException("it is not archived");
        }
        this.archivedAt = null;
        this.archivedBy = null;
    }

    void limitConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    void prioritise(Priority priority) {
        this.priority = priority;
    }

    UUID id() {
        return id;
    }

    String key() {
        return key;
    }

    String name() {
        return name;
    }

    String owner() {
        return owner;
    }

    List<String> tags() {
        return List.of(tags);
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    String draftBy() {
        return draftBy;
    }

    Instant draftAt() {
        return draftAt;
    }

    String draft() {
        return draft;
    }

    String draftEtag() {
        return draftEtag;
    }

    ProcessView view() {
        return new ProcessView(
                id,
                key,
                name,
                owner,
                List.of(tags),
                paused,
                concurrency,
                priority,
                draftBy,
                draftAt,
                createdAt,
                archivedAt,
                archivedBy);
    }
}
