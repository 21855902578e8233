package io.headgate.api.run;

/** Where an attempt, one EMR step, stands. */
public enum AttemptState {
    /** The intent is committed; nothing was sent. */
    QUEUED,
    /** It was, or is being, sent; whether EMR has it is not known yet. */
    SUBMITTING,
    /** EMR has it under a step id. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
