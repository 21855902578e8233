package io.headgate.api.trigger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a process starts after another one has succeeded.
 *
 * @param after key of the process that must have succeeded
 * @param afterName its name
 * @param onlyScheduled whether runs that somebody asked for by hand are left aside
 * @param firings the latest, newest first, at most five
 */
public record TriggerView(
        String after,
        String afterName,
        boolean onlyScheduled,
        String createdBy,
        Instant createdAt,
        List<Firing> firings) {

    /**
     * A success that the trigger was there for.
     *
     * @param upstreamRun the run that succeeded
     * @param run the run that it started; null if it did not
     */
    public record Firing(
            String upstreamRun,
            Decision decision,
            String sentence,
            @Nullable String run,
            Instant at) {}
}
