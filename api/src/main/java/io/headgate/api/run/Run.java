package io.headgate.api.run;

import io.headgate.api.platform.Ids;
import io.headgate.api.platform.Trouble;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of a process. Its state changes only here, under the lock of its row. */
@Entity
class Run {

    @Id
    private String id;

    private UUID tenantId;
    private UUID processId;
    private UUID stageId;
    private @Nullable UUID publicationId;
    private int minPublication;

    @Enumerated(EnumType.STRING)
    private RunState state;

    @Enumerated(EnumType.STRING)
    private RunOrigin origin;

    private String requestedBy;
    private LocalDate businessDate;
    private @Nullable Instant dueAt;
    private String parameters;
    private @Nullable Trouble reason;
    private @Nullable Trouble trouble;
    private boolean handedOver;
    private Instant requestedAt;
    private @Nullable Instant admittedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant stopRequestedAt;
    private @Nullable String stopRequestedBy;
    private @Nullable Instant endedAt;
    private @Nullable Instant refusedSince;
    private @Nullable String parentId;

    @Enumerated(EnumType.STRING)
    private Repeat.@Nullable Scope repeats;

    private @Nullable String repeatsFrom;
    private @Nullable UUID onlyVersionId;
    private @Nullable Instant notBefore;
    private @Nullable String upstreamId;
    private @Nullable String causedBy;
    private @Nullable String callerRun;
    private @Nullable String callerComponent;
    private @Nullable Integer callerAttempt;
    private @Nullable String boundValues;

    protected Run() {}

    Run(UUID tenantId, UUID processId, int minPublication, RunOrder order, Instant now) {
        this.id = Ids.random("r", 15);
        this.tenantId = tenantId;
        this.processId = processId;
        this.stageId = order.stageId();
        this.minPublication = minPublication;
        this.state = RunState.WAITING;
        this.origin = order.origin();
        this.requestedBy = order.requestedBy();
        this.businessDate = order.businessDate();
        this.dueAt = order.dueAt();
        this.parameters = order.parameters();
        this.requestedAt = now;
        this.notBefore = order.notBefore();
        this.upstreamId = order.upstreamId();
        this.causedBy = order.causedBy();
        CallSite site = order.calledFrom();
        if (order.notBefore() != null) {
            this.reason = site == null ? Waiting.staggered(order.notBefore()) : Waiting.calledAgain(order.notBefore());
        }
        if (site != null) {
            this.callerRun = site.runId();
            this.callerComponent = site.component();
            this.callerAttempt = site.attempt();
        }
        Repeat repeat = order.repeat();
        if (repeat != null) {
            this.parentId = repeat.parentId();
            this.repeats = repeat.scope();
            this.repeatsFrom = repeat.from();
            this.onlyVersionId = repeat.onlyVersionId();
        }
    }

    /** Notes why it still waits. */
    void waitBecause(Trouble reason) {
        require(RunState.WAITING);
        this.reason = reason;
    }

    void admit(UUID publicationId, Instant now) {
        require(RunState.WAITING);
        this.publicationId = publicationId;
        this.state = RunState.STARTING;
        this.reason = null;
        this.admittedAt = now;
    }

    /** Airflow has the run. */
    void handedOver() {
        this.handedOver = true;
        if (state == RunState.STARTING) {
            this.trouble = null;
            this.refusedSince = null;
        }
    }

    /** The gate lets it go. */
    void start(Instant now) {
        require(RunState.STARTING);
        this.state = RunState.RUNNING;
        this.handedOver = true;
        this.trouble = null;
        this.startedAt = now;
    }

    /** Asked for once, or anew after it could not be completed. */
    void stop(String actor, Instant now) {
        if (!canBeStopped()) {
            throw new IllegalStateException("a run that is " + state + " cannot be stopped");
        }
        this.state = RunState.STOPPING;
        this.reason = null;
        this.trouble = null;
        this.endedAt = null;
        this.stopRequestedBy = actor;
        this.stopRequestedAt = now;
    }

    /** Airflow is through, an attempt is not. */
    void settling() {
        if (state == RunState.RUNNING) {
            this.state = RunState.SETTLING;
        }
    }

    boolean canBeStopped() {
        return state == RunState.STOP_INCOMPLETE || (!state.isSettled() && state != RunState.STOPPING);
    }

    /** The last step that its stop could not end has ended. */
    void stopCompleted(Instant now) {
        require(RunState.STOP_INCOMPLETE);
        this.state = RunState.STOPPED;
        this.trouble = null;
        this.endedAt = now;
    }

    /** Airflow does not take it; {@code since} is the first time of an unbroken row. */
    void refused(Trouble trouble, Instant since) {
        this.trouble = trouble;
        this.refusedSince = since;
    }

    /** Ends the run, once and for ever; only an incomplete stop may still be completed. */
    void settle(RunState end, @Nullable Trouble why, Instant now) {
        if (state.isSettled() || !end.isSettled()) {
            throw new IllegalStateException("a run that is " + state + " cannot become " + end);
        }
        this.state = end;
        this.reason = null;
        this.trouble = why;
        this.endedAt = now;
    }

    void trouble(@Nullable Trouble trouble) {
        this.trouble = trouble;
        this.refusedSince = null;
    }

    private void require(RunState needed) {
        if (state != needed) {
            throw new IllegalStateException("the run is " + state + ", not " + needed);
        }
    }

    String id() {
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

    @Nullable
    UUID publicationId() {
        return publicationId;
    }

    int minPublication() {
        return minPublication;
    }

    RunState state() {
        return state;
    }

    RunOrigin origin() {
        return origin;
    }

    String requestedBy() {
        return requestedBy;
    }

    LocalDate businessDate() {
        return businessDate;
    }

    @Nullable
    Instant dueAt() {
        return dueAt;
    }

    String parameters() {
        return parameters;
    }

    /** Keeps what its parameters are from now on. */
    void bind(String values) {
        require(RunState.STARTING);
        this.boundValues = values;
    }

    /** What its parameters are, as JSON; null before it has begun. */
    @Nullable
    String boundValues() {
        return boundValues;
    }

    /** The earlier run that it repeats, and how; null for a run of its own. */
    @Nullable
    Repeat repeat() {
        return parentId == null || repeats == null ? null : new Repeat(parentId, repeats, repeatsFrom, onlyVersionId);
    }

    /** When it may start at the earliest; null for at once. */
    @Nullable
    Instant notBefore() {
        return notBefore;
    }

    /** The run of another process whose success asked for it; null without one. */
    @Nullable
    String upstreamId() {
        return upstreamId;
    }

    /** What called it; null for a run that no other one called. */
    @Nullable
    CallSite calledFrom() {
        return callerRun == null || callerComponent == null || callerAttempt == null
                ? null
                : new CallSite(callerRun, callerComponent, callerAttempt);
    }

    /** Whether anything of it may still run. */
    boolean isOpen() {
        return state == RunState.STOP_INCOMPLETE || !state.isSettled();
    }

    @Nullable
    Trouble reason() {
        return reason;
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }

    boolean isHandedOver() {
        return handedOver;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    @Nullable
    Instant admittedAt() {
        return admittedAt;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant stopRequestedAt() {
        return stopRequestedAt;
    }

    @Nullable
    String stopRequestedBy() {
        return stopRequestedBy;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    @Nullable
    Instant refusedSince() {
        return refusedSince;
    }
}
