package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step that somebody wants on a cluster, from the intent to its end: queued, then sent exactly once. All such steps of an
 * account, whoever wants them, go through the same queue and the same sweep ({@link ClusterWork}).
 */
@MappedSuperclass
public abstract class ClusterStep {

    /** Code of the trouble that tells of a time limit. */
    public static final String TIMED_OUT = "step.timed-out";

    private static final int MOST_DOUBLINGS = 5;

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID accountId;
    private String clusterId;
    private @Nullable UUID stageId;

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

    protected ClusterStep() {}

    /**
     * @param limit how long the step may run; null for as long as it likes
     * @param notBefore when it may be sent at the earliest
     */
    protected ClusterStep(
            UUID id, UUID tenantId, ComputeTarget target, @Nullable Duration limit, Instant notBefore, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.accountId = target.accountId();
        this.clusterId = target.cluster().clusterId();
        this.stageId = target.stageId();
        this.state = AttemptState.QUEUED;
        this.limitSeconds = limit == null ? null : limit.toSeconds();
        this.notBefore = notBefore;
        this.queuedAt = now;
    }

    /** The call to EMR follows; until {@code lookupUntil} a lost answer may still turn up. */
    public void submitting(String clusterId, Instant now, Instant lookupUntil) {
        require(AttemptState.QUEUED);
        this.state = AttemptState.SUBMITTING;
        this.clusterId = clusterId;
        this.submittingSince = now;
        this.lookupUntil = lookupUntil;
    }

    public boolean isSubmittingSince(Instant since) {
        return state == AttemptState.SUBMITTING && since.equals(submittingSince);
    }

    /** EMR certainly does not have it: it may be sent again. */
    public void backToQueue(Instant notBefore, @Nullable Trouble why) {
        require(AttemptState.SUBMITTING);
        this.state = AttemptState.QUEUED;
        this.notBefore = notBefore;
        this.trouble = why;
    }

    public void submitted(String stepId, Instant now) {
        require(AttemptState.SUBMITTING);
        this.state = AttemptState.PENDING;
        this.stepId = stepId;
        // When it was sent; the answer, or the look that found the step, may have come long after the step began.
        this.submittedAt = submittingSince == null ? now : submittingSince;
        this.trouble = null;
    }

    /** A second copy of the same step turned out to be the one that works. */
    public void followStep(String stepId) {
        this.stepId = stepId;
    }

    public void running(Instant since) {
        if (state == AttemptState.PENDING) {
            this.state = AttemptState.RUNNING;
            this.startedAt = since;
        }
    }

    /** A stop, or a time limit, of which the trouble then tells. Asked for anew, it begins anew: interrupt, then kill. */
    public void requestCancel() {
        this.cancelRequested = true;
        this.cancelCalls = 0;
        this.cancelledAt = null;
        this.trouble = null;
    }

    /**
     * Whether EMR is to be asked now to end the step: at once, after the grace, and then ever less often, because a step that
     * does not heed ten calls does not heed a hundred.
     */
    public boolean isCancelDue(Instant now, Duration grace) {
        if (!cancelRequested || stepId == null) {
            return false;
        }
        return cancelledAt == null
                || !cancelledAt
                        .plus(grace.multipliedBy(1L << Math.min(cancelCalls - 1, MOST_DOUBLINGS)))
                        .isAfter(now);
    }

    /** Whether its step has run longer than the component may. */
    public boolean isOverdue(Instant now) {
        return state == AttemptState.RUNNING
                && !cancelRequested
                && limitSeconds != null
                && startedAt != null
                && startedAt.plusSeconds(limitSeconds).isBefore(now);
    }

    public void cancelCalled(Instant now) {
        this.cancelCalls++;
        this.cancelledAt = now;
    }

    public void end(AttemptState end, Instant now) {
        if (state.isTerminal() || !end.isTerminal()) {
            throw new IllegalStateException("an attempt that is " + state + " cannot become " + end);
        }
        this.state = end;
        this.endedAt = now;
        this.trouble = null;
    }

    public void trouble(@Nullable Trouble trouble) {
        this.trouble = trouble;
    }

    /** Whether its end was asked for because it has taken too long. */
    public boolean isTimedOut() {
        return trouble != null && TIMED_OUT.equals(trouble.code());
    }

    private void require(AttemptState needed) {
        if (state != needed) {
            throw new IllegalStateException("the step " + name() + " is " + state + ", not " + needed);
        }
    }

    /** Name of the step at EMR, by which it is found again when the answer was lost. */
    public abstract String name();

    public UUID id() {
        return id;
    }

    public UUID tenantId() {
        return tenantId;
    }

    public UUID accountId() {
        return accountId;
    }

    /** The stage whose cluster it goes to; null for the account's. */
    public @Nullable UUID stageId() {
        return stageId;
    }

    public String clusterId() {
        return clusterId;
    }

    public AttemptState state() {
        return state;
    }

    public @Nullable String stepId() {
        return stepId;
    }

    public Instant notBefore() {
        return notBefore;
    }

    public @Nullable Instant submittingSince() {
        return submittingSince;
    }

    public @Nullable Instant lookupUntil() {
        return lookupUntil;
    }

    public boolean isCancelRequested() {
        return cancelRequested;
    }

    public int cancelCalls() {
        return cancelCalls;
    }

    public @Nullable Instant cancelledAt() {
        return cancelledAt;
    }

    public @Nullable Trouble trouble() {
        return trouble;
    }

    public Instant queuedAt() {
        return queuedAt;
    }

    public @Nullable Instant submittedAt() {
        return submittedAt;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
