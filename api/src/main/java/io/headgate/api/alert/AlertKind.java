package io.headgate.api.alert;

/** What people may want to be told. */
public enum AlertKind {
    /** A run failed. */
    FAILED,
    /** All that belonged to an alert of failures has succeeded since. */
    RECOVERED,
    /** A run takes longer than it should. */
    TOO_LONG,
    /** No run for a business date was finished in time. */
    LATE,
    /** A date of a schedule was passed over: nobody could run it when it came due. */
    MISSED
}
