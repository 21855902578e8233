package io.headgate.api.process;

/** Which waiting runs of a tenant come first when not all of them can start. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH
}
