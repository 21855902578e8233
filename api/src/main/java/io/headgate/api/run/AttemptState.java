package io.headgate.api.run;

/** Where an EMR step stands, that of an attempt or of a trial. */
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

    public boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
