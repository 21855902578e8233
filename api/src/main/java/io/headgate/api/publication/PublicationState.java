package io.headgate.api.publication;

/** Where a publication stands on its way into Airflow and out of it. */
public enum PublicationState {
    /** Its file is made. */
    RENDERED,
    /** Its file lies in the environment's bucket. */
    UPLOADED,
    /** Airflow has serialised that very file. */
    READY,
    /** New runs start on it. */
    LIVE,
    /** A newer one went live before it could. */
    SUPERSEDED,
    /** A newer one is live; its last runs are ending. */
    RETIRING,
    /** Its DAG and file are gone. */
    RETIRED,
    /** Airflow cannot load its file. */
    IMPORT_ERROR;

    /** Whether it may still go live. */
    public boolean isOnItsWay() {
        return this == RENDERED || this == UPLOADED || this == READY;
    }
}
