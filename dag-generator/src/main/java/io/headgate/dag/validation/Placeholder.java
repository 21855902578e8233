package io.headgate.dag.validation;

import java.util.Optional;

/** A value of the run, named in a setting. */
public sealed interface Placeholder {

    /** {@code ${run.date}}: the day the run is for. */
    record RunDate() implements Placeholder {}

    /** {@code ${run.id}}: the run's own id. */
    record RunId() implements Placeholder {}

    /** {@code ${param.x}}: the value of a parameter of the process. */
    record Param(String key) implements Placeholder {}

    /** What stands between <code>${</code> and <code>}</code>; empty if it is none of these. */
    static Optional<Placeholder> parse(String inner) {
        return switch (inner) {
            case "run.date" -> Optional.of(new RunDate());
            case "run.id" -> Optional.of(new RunId());
            default -> {
                String key = inner.startsWith("param.") ? inner.substring("param.".length()) : "";
                yield Keys.isComponentOrParameterKey(key) ? Optional.of(new Param(key)) : Optional.empty();
            }
        };
    }
}
