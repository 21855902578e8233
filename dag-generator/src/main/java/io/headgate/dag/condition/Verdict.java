package io.headgate.dag.condition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a condition came to in a run. */
public sealed interface Verdict {

    /** The values that it named, as they were; those without a value are missing. */
    Map<String, Object> seen();

    /** The component may run, or not. */
    record Decided(boolean holds, Map<String, Object> seen) implements Verdict {
        public Decided {
            seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
        }
    }

    /** It cannot be told; {@code why} is a sentence for the author, {@code remedy} another. */
    record Undecidable(String why, String remedy, Map<String, Object> seen) implements Verdict {
        public Undecidable {
            seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
        }
    }
}
