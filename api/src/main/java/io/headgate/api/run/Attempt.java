package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One EMR step for one component of a run: queued as an intent, then sent exactly once. */
@Entity
class Attempt {

    /** Code of the trouble that tells of a time limit. */
    static final String TIMED_OUT = "step.timed-out";

    private static final int MOST_DOUBLINGS = 5;

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID taskRunId;
    private String runId;
    private UUID accountId;
    private String clusterId;
    private String attemptKey;

    @Column(name = "number")
    private int number;

    @Enumerated(EnumType.STRING)
    private AttemptState state;

    private @Nullable String stepId;
    private Instant notBefore;
    private @Nullable Instant submittingSince;
    private @Nullable Instant lookupUntil;
    private boolean cancelRequested;
    private int cancelCalls;
    private @Nullable Instant cancelledAt;
    private @Nullable Trouble trouble;
    private Instant queuedAt;
    private @Nullable Instant submittedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable Long limitSeconds;

    protected Attempt() {}

    /**
     * @param number counts the attempts of the component in the run, from 1
     * @param limit how long its step may run; null for as long as it likes
     */
    Attempt(
            UUID tenantId,
            TaskRun task,
            int number,
            ComputeTarget target,
            @Nullable Duration limit,
            Instant notBefore,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.taskRunId = task.id();
        this.runId = task.runId();
        this.accountId = target.accountId();
        this.clusterId = target.cluster().clusterId();
        this.attemptKey = task.runId() + "-" + task.n() + "-" + number;
        this.number = number;
        this.state = AttemptState.QUEUED;
        this.limitSeconds = limit == null ? null : limit.toSeconds();
        this.notBefore = notBefore;
        this.queuedAt = now;
    }

    /** The call to EMR follows; until {@code lookupUntil} a lost answer may still turn up. */
    void submitting(String clusterId, Instant now, Instant lookupUntil) {
        require(AttemptState.QUEUED);
        this.state = AttemptState.SUBMITTING;
        this.clusterId = clusterId;
        this.submittingSince = now;
        this.lookupUntil = lookupUntil;
    }

    boolean isSubmittingSince(Instant since) {
        return state == AttemptState.SUBMITTING && since.equals(submittingSince);
    }

    /** EMR certainly does not have it: it may be sent again. */
    void backToQueue(Instant notBefore, @Nullable Trouble why) {
        require(AttemptState.SUBMITTING);
        this.state = AttemptState.QUEUED;
        this.notBefore = notBefore;
        this.trouble = why;
    }

    void submitted(String stepId, Instant now) {
        require(AttemptState.SUBMITTING);
        this.state = AttemptState.PENDING;
        this.stepId = stepId;
        // When it was sent; the answer, or the look that found the step, may have come long after the step began.
        this.submittedAt = submittingSince == null ? now : submittingSince;
        this.trouble = null;
    }

    /** A second copy of the same step turned out to be the one that works. */
    void followStep(String stepId) {
        this.stepId = stepId;
    }

    void running(Instant since) {
        if (state == AttemptState.PENDING) {
            this.state = AttemptState.RUNNING;
            this.startedAt = since;
        }
    }

    /** A stop, or a time limit, of which the trouble then tells. Asked for anew, it begins anew: interrupt, then kill. */
    void requestCancel() {
        this.cancelRequested = true;
        this.cancelCalls = 0;
        this.cancelledAt = null;
        this.trouble = null;
    }

    /**
     * Whether EMR is to be asked now to end the step: at once, after the grace, and then ever less often, because a step that
     * does not heed ten calls does not heed a hundred.
     */
    boolean isCancelDue(Instant now, Duration grace) {
        if (!cancelRequested || stepId == null) {
            return false;
        }
        return cancelledAt == null
                || !cancelledAt
                        .plus(grace.multipliedBy(1L << Math.min(cancelCalls - 1, MOST_DOUBLINGS)))
                        .isAfter(now);
    }

    /** Whether its step has run longer than the component may. */
    boolean isOverdue(Instant now) {
        return state == AttemptState.RUNNING
                && !cancelRequested
                && limitSeconds != null
                && startedAt != null
                && startedAt.plusSeconds(limitSeconds).isBefore(now);
    }

    void cancelCalled(Instant now) {
        this.cancelCalls++;
        this.cancelledAt = now;
    }

    void end(AttemptState end, Instant now) {
        if (state.isTerminal() || !end.isTerminal()) {
            throw new IllegalStateException("an attempt that is " + state + " cannot become " + end);
        }
        this.state = end;
        this.endedAt = now;
        this.trouble = null;
    }

    void trouble(@Nullable Trouble trouble) {
        this.trouble = trouble;
    }

    /** Whether its end was asked for because it has taken too long. */
    boolean isTimedOut() {
        return trouble != null && TIMED_OUT.equals(trouble.code());
    }

    private void require(AttemptState needed) {
        if (state != needed) {
            throw new IllegalStateException("the attempt " + attemptKey + " is " + state + ", not " + needed);
        }
    }

    UUID id() {
        return id;
    }

    UUID taskRunId() {
        return taskRunId;
    }

    String runId() {
        return runId;
    }

    UUID accountId() {
        return accountId;
    }

    String clusterId() {
        return clusterId;
    }

    String attemptKey() {
        return attemptKey;
    }

    int number() {
        return number;
    }

    AttemptState state() {
        return state;
    }

    @Nullable
    String stepId() {
        return stepId;
    }

    Instant notBefore() {
        return notBefore;
    }

    @Nullable
    Instant submittingSince() {
        return submittingSince;
    }

    @Nullable
    Instant lookupUntil() {
        return lookupUntil;
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    int cancelCalls() {
        return cancelCalls;
    }

    @Nullable
    Instant cancelledAt() {
        return cancelledAt;
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }

    Instant queuedAt() {
        return queuedAt;
    }

    @Nullable
    Instant submittedAt() {
        return submittedAt;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }
}
