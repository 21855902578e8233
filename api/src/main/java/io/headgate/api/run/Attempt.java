package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One EMR step for one component of a run: queued as an intent, then sent exactly once. */
@Entity
class Attempt {

    /** Code of the trouble that tells of a time limit. */
    static final String TIMED_OUT = "step.timed-out";

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

    protected Attempt() {}

    Attempt(UUID tenantId, TaskRun task, int number, ComputeTarget target, Instant notBefore, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.taskRunId = task.id();
        this.runId = task.runId();
        this.accountId = target.accountId();
        this.clusterId = target.cluster().clusterId();
        this.attemptKey = task.runId() + "-" + task.n() + "-" + number;
        this.number = number;
        this.state = AttemptState.QUEUED;
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
        this.submittedAt = now;
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

    /** A stop, or a time limit, of which the trouble then tells. */
    void requestCancel() {
        this.cancelRequested = true;
        this.trouble = null;
    }

    void cancelCalled(Instant now) {
        this.cancelCalls++;
        if (cancelledAt == null) {
            this.cancelledAt = now;
        }
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
