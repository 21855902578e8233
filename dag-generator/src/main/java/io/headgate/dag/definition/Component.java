package io.headgate.dag.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A node of a process.
 *
 * @param key its name in edges, and the name of its result as a table in SQL
 * @param version the version of the type; null means the latest there is when the process is published
 * @param timeout how long one attempt may take; null means no limit of the author's
 * @param disabled it does no work and passes what comes in
 * @param condition CEL over the run's values and the results before it: it runs only when this holds; null for always
 */
public record Component(
        String key,
        String type,
        @Nullable Integer version,
        String label,
        JsonNode settings,
        @Nullable RetryPolicy retries,
        @Nullable Duration timeout,
        boolean disabled,
        @Nullable String condition) {

    public Component {
        settings = settings.deepCopy();
    }
}
