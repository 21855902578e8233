package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param stage key of the stage that it is on
 * @param repeatedBy the newest run that repeats it; null when none does
 */
public record RunSummary(
        String id,
        String process,
        String processName,
        String stage,
        @Nullable Integer version,
        RunState state,
        RunOrigin origin,
        String requestedBy,
        LocalDate businessDate,
        @Nullable Trouble waitingFor,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String repeatedBy) {}
