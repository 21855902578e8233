package io.headgate.api.publication;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That somebody asks for a publication on a protected stage. It is decided once, by somebody else or by withdrawal. */
@Entity
class PublicationRequest {

    /** Where a request stands. */
    public enum State {
        /** It waits for a second person. */
        PENDING,
        /** A second person let it be published. */
        APPROVED,
        /** A second person did not, or the process was archived. */
        DECLINED,
        /** Whoever asked does not want it any more. */
        WITHDRAWN
    }

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID processId;
    private UUID versionId;
    private UUID stageId;
    private String note;

    @Enumerated(EnumType.STRING)
    private State state;

    private String requestedBy;
    private Instant requestedAt;
    private @Nullable String decidedBy;
    private @Nullable Instant decidedAt;
    private @Nullable String reason;
    private @Nullable UUID publicationId;

    protected PublicationRequest() {}

    PublicationRequest(
            UUID tenantId, UUID processId, UUID versionId, UUID stageId, String note, String actor, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.processId = processId;
        this.versionId = versionId;
        this.stageId = stageId;
        this.note = note;
        this.state = State.PENDING;
        this.requestedBy = actor;
        this.requestedAt = now;
    }

    void approve(String actor, UUID publicationId, Instant now) {
        if (actor.equals(requestedBy)) {
            throw new IllegalStateException("a request is not approved by who has asked");
        }
        decide(State.APPROVED, actor, now);
        this.publicationId = publicationId;
    }

    void decline(String actor, String reason, Instant now) {
        decide(State.DECLINED, actor, now);
        this.reason = reason;
    }

    void withdraw(String actor, Instant now) {
        decide(State.WITHDRAWN, actor, now);
    }

    private void decide(State decision, String actor, Instant now) {
        if (state != State.PENDING) {
            throw new IllegalStateException("a request that is " + state + " cannot become " + decision);
        }
        this.state = decision;
        this.decidedBy = actor;
        this.decidedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID processId() {
        return processId;
    }

    UUID versionId() {
        return versionId;
    }

    UUID stageId() {
        return stageId;
    }

    State state() {
        return state;
    }

    String requestedBy() {
        return requestedBy;
    }

    @Nullable
    UUID publicationId() {
        return publicationId;
    }

    PublicationRequestView view(
            String process,
            String processName,
            int version,
            String stage,
            @Nullable Integer live,
            @Nullable Integer publication) {
        return new PublicationRequestView(
                id,
                process,
                processName,
                version,
                stage,
                live,
                note,
                state,
                requestedBy,
                requestedAt,
                decidedBy,
                decidedAt,
                reason,
                publication);
    }
}
