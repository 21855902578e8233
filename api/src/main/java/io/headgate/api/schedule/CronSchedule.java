package io.headgate.api.schedule;

import io.headgate.api.platform.FieldProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a process is due: five cron fields or a macro such as {@code @daily}, in a named zone. The same code answers which
 * dates come next and which have come due.
 */
record CronSchedule(String cron, ZoneId zone) {

    /** More missed dates than this are not looked at in one go; the rest follows in the next. */
    static final int MOST_AT_ONCE = 500;

    /** What is wrong with the texts; empty when they make a schedule. */
    static List<FieldProblem> problems(String cron, String zone) {
        List<FieldProblem> problems = new ArrayList<>();
        try {
            expression(cron);
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(
                    "schedule.cron",
                    "/cron",
                    "This is not a cron expression of five fields: " + e.getMessage(),
                    "For instance '30 6 * * 1-5' is 06:30 from Monday to Friday."));
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add(new FieldProblem(
                    "schedule.zone", "/zone", "There is no time zone '" + zone + "'.", "For instance Europe/Berlin."));
        }
        return problems;
    }

    /** The first date after an instant; empty when there is none. */
    Optional<Instant> after(Instant instant) {
        ZonedDateTime next = expression(cron).next(instant.atZone(zone));
        return Optional.ofNullable(next).map(ZonedDateTime::toInstant);
    }

    /** The dates after {@code from} up to and including {@code to}, at most {@link #MOST_AT_ONCE}. */
    List<Instant> between(Instant from, Instant to) {
        List<Instant> dates = new ArrayList<>();
        Optional<Instant> next = after(from);
        while (next.isPresent() && !next.get().isAfter(to) && dates.size() < MOST_AT_ONCE) {
            dates.add(next.get());
            next = after(next.get());
        }
        return dates;
    }

    /** The next dates after an instant. */
    List<Instant> next(Instant from, int count) {
        List<Instant> dates = new ArrayList<>();
        Optional<Instant> next = after(from);
        while (next.isPresent() && dates.size() < count) {
            dates.add(next.get());
            next = after(next.get());
        }
        return dates;
    }

    private static CronExpression expression(String cron) {
        if (cron.startsWith("@")) {
            return CronExpression.parse(cron);
        }
        String[] fields = cron.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException("it has " + fields.length + " fields");
        }
        return CronExpression.parse("0 " + String.join(" ", fields));
    }
}
