package io.headgate.api.run;

/** What asked for a run. */
public enum RunOrigin {
    /** Somebody, now. */
    MANUAL,
    /** A date of the ledger. */
    SCHEDULE,
    /** Somebody, for an earlier run to be repeated. */
    RERUN,
    /** A backfill, for one of its dates. */
    BACKFILL,
    /** The success of another process's run, or files that arrived. */
    EVENT,
    /** A component of another run that runs this one's process. */
    SUBPROCESS
}
