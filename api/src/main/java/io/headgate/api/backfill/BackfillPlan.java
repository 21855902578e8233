package io.headgate.api.backfill;

import java.time.LocalDate;
import java.util.List;

/**
 * What a backfill would do: a dry run.
 *
 * @param dates would be run, oldest first
 * @param left days of the span that have a run that succeeded or has not ended, and are left out
 */
public record BackfillPlan(List<LocalDate> dates, List<LocalDate> left) {}
