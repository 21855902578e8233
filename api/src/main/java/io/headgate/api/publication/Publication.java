package io.headgate.api.publication;

import io.headgate.api.platform.Trouble;
import io.headgate.dag.airflow.DagFile;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version with a DAG id and a file of its own. */
@Entity
class Publication {

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID processId;
    private UUID stageId;
    private UUID versionId;

    @Column(name = "number")
    private int number;

    private String dagId;
    private String objectKey;
    private byte[] content;
    private String sha256;
    private String fingerprint;

    @Enumerated(EnumType.STRING)
    private PublicationState state;

    private @Nullable Trouble trouble;
    private String requestedBy;
    private Instant renderedAt;
    private @Nullable Instant uploadedAt;
    private @Nullable Instant readyAt;
    private @Nullable Instant liveAt;
    private @Nullable Instant endedAt;

    protected Publication() {}

    Publication(
            UUID tenantId,
            UUID processId,
            UUID stageId,
            UUID versionId,
            int number,
            String dagId,
            DagFile file,
            String requestedBy,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.processId = processId;
        this.stageId = stageId;
        this.versionId = versionId;
        this.number = number;
        this.dagId = dagId;
        this.objectKey = file.path();
        this.content = file.bytes();
        this.sha256 = file.sha256();
        this.fingerprint = file.fingerprint();
        this.state = PublicationState.RENDERED;
        this.requestedBy = requestedBy;
        this.renderedAt = now;
    }

    void uploaded(Instant now) {
        move(PublicationState.RENDERED, PublicationState.UPLOADED);
        this.uploadedAt = now;
    }

    void ready(Instant now) {
        move(PublicationState.UPLOADED, PublicationState.READY);
        this.readyAt = now;
    }

    void live(Instant now) {
        move(PublicationState.READY, PublicationState.LIVE);
        this.liveAt = now;
    }

    void superseded() {
        if (!state.isOnItsWay()) {
            throw new IllegalStateException("only what is on its way can be superseded, not " + state);
        }
        this.state = PublicationState.SUPERSEDED;
        this.trouble = null;
    }

    void retiring() {
        move(PublicationState.LIVE, PublicationState.RETIRING);
    }

    void importFailed(Trouble trouble, Instant now) {
        move(PublicationState.UPLOADED, PublicationState.IMPORT_ERROR);
        this.trouble = trouble;
        this.endedAt = now;
    }

    /** Its DAG is gone from Airflow, and its file from the bucket. */
    void removed(Instant now) {
        if (state == PublicationState.RETIRING) {
            this.state = PublicationState.RETIRED;
        }
        this.endedAt = now;
    }

    /** Notes why it does not go on for now, or null when it does. */
    void trouble(@Nullable Trouble trouble) {
        this.trouble = trouble;
    }

    private void move(PublicationState from, PublicationState to) {
        if (state != from) {
            throw new IllegalStateException("a publication that is " + state + " cannot become " + to);
        }
        this.state = to;
        this.trouble = null;
    }

    UUID id() {
        return id;
    }

    UUID tenantId() {
        return tenantId;
    }

    UUID processId() {
        return processId;
    }

    UUID stageId() {
        return stageId;
    }

    UUID versionId() {
        return versionId;
    }

    int number() {
        return number;
    }

    String dagId() {
        return dagId;
    }

    String objectKey() {
        return objectKey;
    }

    byte[] content() {
        return content.clone();
    }

    String fingerprint() {
        return fingerprint;
    }

    PublicationState state() {
        return state;
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }

    boolean isRemoved() {
        return endedAt != null;
    }

    /** Each step that was reached, with its time. */
    List<PublicationView.Step> steps() {
        List<PublicationView.Step> steps = new ArrayList<>();
        steps.add(new PublicationView.Step(PublicationState.RENDERED, renderedAt));
        if (uploadedAt != null) {
            steps.add(new PublicationView.Step(PublicationState.UPLOADED, uploadedAt));
        }
        if (readyAt != null) {
            steps.add(new PublicationView.Step(PublicationState.READY, readyAt));
        }
        if (liveAt != null) {
            steps.add(new PublicationView.Step(PublicationState.LIVE, liveAt));
        }
        return steps;
    }

    PublicationView view(int version, String stage) {
        return new PublicationView(
                number, version, stage, state, dagId, sha256, requestedBy, steps(), trouble, renderedAt, endedAt);
    }
}
