package io.headgate.api.backfill;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A backfill.
 *
 * @param stage key of the stage that its runs are on
 * @param concurrency most of its runs that are under way or wait at the same time
 * @param progress how its dates stand
 * @param dates each date with its run; empty in lists
 */
public record BackfillView(
        UUID id,
        String process,
        String stage,
        BackfillState state,
        LocalDate firstDate,
        LocalDate lastDate,
        int concurrency,
        JsonNode parameters,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant endedAt,
        Progress progress,
        List<DateView> dates) {

    /**
     * Numbers of dates.
     *
     * @param total all of them
     * @param pending those that have no run yet
     * @param active those whose run waits or is under way
     * @param failed those whose run failed, was stopped or was skipped
     */
    public record Progress(int total, int pending, int active, int succeeded, int failed) {}

    /**
     * One date.
     *
     * @param run null until its turn has come
     * @param state state of the run; null until there is one
     */
    public record DateView(
            LocalDate date, @Nullable String run, @Nullable String state) {}
}
