package io.headgate.api.run;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a run is asked for.
 *
 * @param dueAt the date of the ledger; null for a run that no schedule asked for
 * @param parameters the values of the process's parameters, as a JSON object
 * @param repeat the earlier run that it repeats; null for a run of its own
 */
record RunOrder(
        RunOrigin origin,
        String requestedBy,
        LocalDate businessDate,
        @Nullable Instant dueAt,
        String parameters,
        @Nullable Repeat repeat) {

    /** A run that repeats no other. */
    RunOrder(RunOrigin origin, String requestedBy, LocalDate businessDate, @Nullable Instant dueAt, String parameters) {
        this(origin, requestedBy, businessDate, dueAt, parameters, null);
    }
}
