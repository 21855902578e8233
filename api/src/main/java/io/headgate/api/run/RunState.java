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
    /** It was turned away at the gate. */
    SKIPPED;

    boolean isSettled() {
        return this == SUCCEEDED || this == FAILED || this == STOPPED || this == SKIPPED;
    }
}
