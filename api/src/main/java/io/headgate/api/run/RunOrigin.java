package io.headgate.api.run;

/** What asked for a run. */
public enum RunOrigin {
    MANUAL,
    SCHEDULE
}
