package io.headgate.api.backfill;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs of one process for a span of business dates. Its state changes only here, under the lock of its row. */
@Entity
class Backfill {

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID processId;
    private UUID stageId;

    @Enumerated(EnumType.STRING)
    private BackfillState state;

    private LocalDate firstDate;
    private LocalDate lastDate;
    private int concurrency;
    private String parameters;
    private String requestedBy;
    private Instant requestedAt;
    private @Nullable Instant endedAt;

    protected Backfill() {}

    Backfill(
            UUID tenantId,
            UUID processId,
            UUID stageId,
            LocalDate firstDate,
            LocalDate lastDate,
            int concurrency,
            String parameters,
            String actor,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.processId = processId;
        this.stageId = stageId;
        this.state = BackfillState.RUNNING;
        this.firstDate = firstDate;
        this.lastDate = lastDate;
        this.concurrency = concurrency;
        this.parameters = parameters;
        this.requestedBy = actor;
        this.requestedAt = now;
    }

    void pause() {
        require(BackfillState.RUNNING);
        this.state = BackfillState.PAUSED;
    }

    void resume() {
        require(BackfillState.PAUSED);
        this.state = BackfillState.RUNNING;
    }

    void cancel(Instant now) {
        end(BackfillState.CANCELLED, now);
    }

    void complete(Instant now) {
        end(BackfillState.COMPLETED, now);
    }

    private void end(BackfillState end, Instant now) {
        if (state.isOver()) {
            throw new IllegalStateException("a backfill that is " + state + " cannot become " + end);
        }
        this.state = end;
        this.endedAt = now;
    }

    private void require(BackfillState needed) {
        if (state != needed) {
            throw new IllegalStateException("the backfill is " + state + ", not " + needed);
        }
    }

    UUID id() {
        return id;
    }

    UUID processId() {
        return processId;
    }

    UUID stageId() {
        return stageId;
    }

    BackfillState state() {
        return state;
    }

    LocalDate firstDate() {
        return firstDate;
    }

    LocalDate lastDate() {
        return lastDate;
    }

    int concurrency() {
        return concurrency;
    }

    String parameters() {
        return parameters;
    }

    String requestedBy() {
        return requestedBy;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }
}
