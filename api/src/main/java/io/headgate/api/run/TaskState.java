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
    PASSED,
    /** Its condition did not hold, or nothing came in for that reason; it did not run, and that is as it should be. */
    LEFT_OUT;

    boolean isTerminal() {
        return switch (this) {
            case SUCCEEDED, FAILED, STOPPED, SKIPPED, PASSED, LEFT_OUT -> true;
            case NONE, QUEUED, SUBMITTING, PENDING, RUNNING -> false;
        };
    }

    /** Whether what comes after it may run. */
    boolean letsThrough() {
        return this == SUCCEEDED || this == PASSED;
    }

    /** Whether a run may succeed with it. */
    boolean isGood() {
        return letsThrough() || this == LEFT_OUT;
    }
}
