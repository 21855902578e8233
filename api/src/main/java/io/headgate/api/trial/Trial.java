package io.headgate.api.trial;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.run.AttemptState;
import io.headgate.api.run.ClusterStep;
import io.headgate.api.run.ComponentError;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Components of a draft that somebody tries on a sample: one step. Of the rows it knows nothing. */
@Entity
class Trial extends ClusterStep {

    /** How long its step may run. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    /** How long it may wait for the cluster: whoever asked has gone on to something else by then. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** How long a sample that nobody has looked at is kept in the tenant's account. */
    static final Duration KEPT_UNREAD = Duration.ofHours(1);

    /** How long it is kept after it was looked at, so that an answer that got lost can be had again. */
    static final Duration KEPT_READ = Duration.ofMinutes(2);

    private UUID processId;
    private String componentKey;

    @Enumerated(EnumType.STRING)
    private TrialScope scope;

    @Column(name = "sample_rows")
    private int rows;

    private @Nullable String plan;
    private String requestedBy;
    private @Nullable ComponentError error;
    private @Nullable Instant scratchUntil;

    protected Trial() {}

    /** @param plan what the step is to do; a JSON array of components with resolved settings */
    Trial(UUID tenantId, ComputeTarget target, TrialOrder order, UUID processId, String plan, String by, Instant now) {
        super(order.id(), tenantId, target, LIMIT, now, now);
        this.processId = processId;
        this.componentKey = order.component();
        this.scope = order.scope();
        this.rows = order.rows();
        this.plan = plan;
        this.requestedBy = by;
    }

    @Override
    public String name() {
        return "headgate trial " + id();
    }

    /** Ends it. What it was to do is not needed any more; what it left is, for a while. */
    void end(AttemptState end, @Nullable ComponentError why, Instant now) {
        end(end, now);
        this.error = why;
        this.plan = null;
        this.scratchUntil = now.plus(KEPT_UNREAD);
    }

    /** Its end is asked for because of a limit, which is then told as the reason. */
    void endsFor(ComponentError limit) {
        this.error = limit;
    }

    /** The limit for which its end was asked for; null when somebody cancelled it. */
    @Nullable
    ComponentError endsFor() {
        return error;
    }

    /** Whether it has waited for so long that nobody waits for it any more. */
    boolean hasWaitedTooLong(Instant now) {
        return state() != AttemptState.RUNNING
                && !state().isTerminal()
                && !isCancelRequested()
                && queuedAt().plus(LONGEST_WAIT).isBefore(now);
    }

    /** The sample was looked at: soon it is not needed any more. */
    Instant read(Instant now) {
        Instant soon = now.plus(KEPT_READ);
        if (scratchUntil == null || soon.isBefore(scratchUntil)) {
            this.scratchUntil = soon;
        }
        return scratchUntil;
    }

    /** What it left is to be removed at once. */
    void forget(Instant now) {
        this.scratchUntil = now;
    }

    boolean isScratchDue(Instant now) {
        return scratchUntil != null && !scratchUntil.isAfter(now);
    }

    /** What it left is gone. */
    void scratchRemoved() {
        this.scratchUntil = null;
    }

    /** Whether the sample can still be had. */
    boolean hasSample(Instant now) {
        return state() != AttemptState.CANCELLED && scratchUntil != null && scratchUntil.isAfter(now);
    }

    UUID processId() {
        return processId;
    }

    String componentKey() {
        return componentKey;
    }

    TrialScope scope() {
        return scope;
    }

    int rows() {
        return rows;
    }

    @Nullable
    String plan() {
        return plan;
    }

    String requestedBy() {
        return requestedBy;
    }

    @Nullable
    ComponentError error() {
        return error;
    }

    @Nullable
    Instant scratchUntil() {
        return scratchUntil;
    }
}
