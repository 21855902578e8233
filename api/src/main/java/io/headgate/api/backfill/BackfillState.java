package io.headgate.api.backfill;

/** How far a backfill is. */
public enum BackfillState {
    /** Dates become runs, as many at once as it may have. */
    RUNNING,
    /** No further date becomes a run until it is resumed; those under way go on. */
    PAUSED,
    /** No further date becomes a run any more. */
    CANCELLED,
    /** Each date had its run, and each of these has ended. */
    COMPLETED;

    boolean isOver() {
        return this == CANCELLED || this == COMPLETED;
    }
}
