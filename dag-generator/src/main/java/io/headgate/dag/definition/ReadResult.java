package io.headgate.dag.definition;

import java.util.List;

/** What came of reading a document: a definition, or every reason why there is none. */
public sealed interface ReadResult {

    /** The document has the right shape; whether it makes sense is for the validator. */
    record Readable(ProcessDefinition definition) implements ReadResult {}

    /** The document has not the shape of a process; there is at least one problem. */
    record Unreadable(List<Problem> problems) implements ReadResult {
        public Unreadable {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an unreadable document has a problem");
            }
        }
    }
}
