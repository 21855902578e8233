package io.headgate.api.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What other features may know of a run that did not go as it should: names, times and codes; never a job's own words.
 *
 * @param stageId the stage that it ran on
 * @param at when it ended; for one that is under way, when it began
 * @param code why: that of the first component that failed, or what keeps the run from going on; null when nothing says so
 * @param component key of the component that the code is of; null when it is of the run
 * @param accountId where the component's last attempt was; null when it had none
 * @param clusterId the same
 */
public record FailedRun(
        String runId,
        UUID processId,
        UUID stageId,
        RunState state,
        LocalDate businessDate,
        Instant at,
        @Nullable String code,
        @Nullable String component,
        @Nullable UUID accountId,
        @Nullable String clusterId) {}
