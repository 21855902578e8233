package io.headgate.api.schedule;

import io.headgate.api.platform.FieldProblem;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sets when setting a schedule.
 *
 * @param startsOn the first day, in the schedule's zone; null for no first
 * @param endsOn the last day, itself included; null for no last
 * @param calendar the days that are no working days; null for none
 * @param staggerMinutes by how much a start may be later than its date, so that not all begin in the same minute
 */
record Terms(
        String cron,
        String zone,
        boolean paused,
        MissedDates missedDates,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable UUID calendar,
        HolidayRule holidays,
        int staggerMinutes) {

    static final int EARLIEST_YEAR = 1970;
    static final int LATEST_YEAR = 2200;

    /** The same, paused or not. */
    Terms paused(boolean isPaused) {
        return new Terms(cron, zone, isPaused, missedDates, startsOn, endsOn, calendar, holidays, staggerMinutes);
    }

    /** Without a span, holidays and stagger. */
    static Terms plain(String cron, String zone, boolean paused, MissedDates missedDates) {
        return new Terms(cron, zone, paused, missedDates, null, null, null, HolidayRule.SKIP, 0);
    }

    /** What is wrong by itself; whether the calendar is there is another's to say. */
    List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>(CronSchedule.problems(cron, zone));
        if (startsOn != null && endsOn != null && endsOn.isBefore(startsOn)) {
            problems.add(new FieldProblem(
                    "schedule.span", "/endsOn", "The last day is before the first.", "Choose a later last day."));
        }
        for (String field : List.of("startsOn", "endsOn")) {
            LocalDate day = field.equals("startsOn") ? startsOn : endsOn;
            if (day != null && (day.getYear() < EARLIEST_YEAR || day.getYear() > LATEST_YEAR)) {
                problems.add(new FieldProblem(
                        "schedule.span",
                        "/" + field,
                        "The day is not in the years " + EARLIEST_YEAR + " to " + LATEST_YEAR + ".",
                        null));
            }
        }
        return problems;
    }

    CronSchedule times() {
        return new CronSchedule(cron, ZoneId.of(zone));
    }
}
