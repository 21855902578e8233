package io.headgate.api.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the grid of runs and components.
 *
 * @param components every component that one of these runs has, as the newest of them orders them; others come last
 * @param runs newest first
 * @param next where the next page begins; null after the last
 */
record HistoryPage(
        List<HistoryComponent> components,
        List<HistoryRun> runs,
        @Nullable String next) {

    /** A row of the grid. */
    record HistoryComponent(String key, String label) {}

    /**
     * A column of the grid. A run that waits has no cells yet.
     *
     * @param stage key of the stage that it is on
     */
    record HistoryRun(
            String id,
            RunState state,
            RunOrigin origin,
            String stage,
            @Nullable Integer version,
            LocalDate businessDate,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            List<HistoryCell> cells) {

        HistoryRun with(List<HistoryCell> itsCells) {
            return new HistoryRun(
                    id, state, origin, stage, version, businessDate, requestedAt, startedAt, endedAt, itsCells);
        }
    }

    /**
     * What became of a component in a run.
     *
     * @param component its place among the components of the page, from 0
     * @param milliseconds how long it took, across all attempts; null before its end, and where no work was done
     * @param error code of its error; null without one
     */
    record HistoryCell(
            int component,
            TaskState state,
            @Nullable Long milliseconds,
            @Nullable String error) {}
}
