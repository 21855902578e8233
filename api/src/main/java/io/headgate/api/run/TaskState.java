package io.headgate.api.run;

/** Where a component of a run stands. */
public enum TaskState {
    /** Airflow has not asked for it yet. */
    NONE,
    /** It waits for its turn on the cluster. */
    QUEUED,
    /** It is being handed to EMR. */
    SUBMITTING,
    /** EMR has it. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** The run was stopped before it ended. */
    STOPPED,
    /** It did not run because of something before it. */
    SKIPPED,
    /** It is disabled, or an engineer left it out; what comes in went through. */
    PASSED;

    boolean isTerminal() {
        return switch (this) {
            case SUCCEEDED, FAILED, STOPPED, SKIPPED, PASSED -> true;
            case NONE, QUEUED, SUBMITTING, PENDING, RUNNING -> false;
        };
    }

    /** Whether what comes after it may run. */
    boolean letsThrough() {
        return this == SUCCEEDED || this == PASSED;
    }
}
