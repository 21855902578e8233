package io.headgate.dag.diff;

/** An edge that only one of two definitions has; it is never {@link ChangeKind#CHANGED}. */
public record EdgeChange(ChangeKind kind, String from, String to) {}
