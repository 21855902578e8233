package io.headgate.api.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A date of a plan. */
sealed interface PlannedDate {

    Instant at();

    /**
     * The process is due.
     *
     * @param movedFrom the date on a holiday that was moved here; null for one that fell here by itself
     */
    record Due(Instant at, @Nullable Instant movedFrom) implements PlannedDate {}

    /**
     * The process would be due, were it not a holiday.
     *
     * @param movedTo when it is due instead; null when it is skipped
     */
    record OnHoliday(Instant at, @Nullable Instant movedTo) implements PlannedDate {}
}
