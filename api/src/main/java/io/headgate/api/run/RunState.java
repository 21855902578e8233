package io.headgate.api.run;

/** Where a run stands. */
public enum RunState {
    /** Not admitted yet; its reason says why. */
    WAITING,
    /** Admitted; Airflow has not knocked at the gate yet. */
    STARTING,
    /** Its components run. */
    RUNNING,
    /** Somebody stopped it; its steps are being cancelled. */
    STOPPING,
    /** Airflow is through; an attempt is still open. */
    SETTLING,
    SUCCEEDED,
    FAILED,
    STOPPED,
    /** Its stop has reached its limit, and a step may still run; it becomes STOPPED with the last of them, or is stopped anew. */
    STOP_INCOMPLETE,
    /** It was turned away at the gate. */
    SKIPPED;

    /** Whether nothing of it starts any more, and its process may run again. */
    boolean isSettled() {
        return switch (this) {
            case SUCCEEDED, FAILED, STOPPED, STOP_INCOMPLETE, SKIPPED -> true;
            case WAITING, STARTING, RUNNING, STOPPING, SETTLING -> false;
        };
    }
}
