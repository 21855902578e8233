package io.headgate.dag.diff;

/** What became of a thing between two definitions. */
public enum ChangeKind {
    /** Only the later one has it. */
    ADDED,
    /** Only the earlier one has it. */
    REMOVED,
    /** Both have it, and it differs. */
    CHANGED
}
