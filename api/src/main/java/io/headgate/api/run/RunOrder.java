package io.headgate.api.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a run is asked for.
 *
 * @param stageId the stage that it is to run on
 * @param dueAt the date of the ledger; null for a run that no schedule asked for
 * @param parameters the values of the process's parameters, as a JSON object
 * @param repeat the earlier run that it repeats; null for a run of its own
 */
record RunOrder(
        UUID stageId,
        RunOrigin origin,
        String requestedBy,
        LocalDate businessDate,
        @Nullable Instant dueAt,
        String parameters,
        @Nullable Repeat repeat) {

    /** A run that repeats no other. */
    RunOrder(
            UUID stageId,
            RunOrigin origin,
            String requestedBy,
            LocalDate businessDate,
            @Nullable Instant dueAt,
            String parameters) {
        this(stageId, origin, requestedBy, businessDate, dueAt, parameters, null);
    }
}
