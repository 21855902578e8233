package io.headgate.api.schedule;

import io.headgate.api.platform.FieldProblem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a process is due: five cron fields or a macro such as {@code @daily}, in a named zone. The same code answers which
 * dates come next and which have come due.
 */
record CronSchedule(String cron, ZoneId zone) {

    /** More missed dates than this are not looked at in one go; the rest follows in the next. */
    static final int MOST_AT_ONCE = 500;

    private static final List<String> MACROS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

    /** No zone's clocks are changed by more at once, but for islands that cross the date line. */
    private static final Duration LONGEST_CHANGE = Duration.ofHours(3);

    /** What is wrong with the texts; empty when they make a schedule. */
    static List<FieldProblem> problems(String cron, String zone) {
        List<FieldProblem> problems = new ArrayList<>();
        try {
            expression(cron);
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(
                    "schedule.cron",
                    "/cron",
                    "This is not a cron expression of five fields: " + ofFiveFields(e, cron),
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

    /**
     * The first date after an instant; empty when there is none. A schedule of every hour goes by the time that passes. Any
     * other goes by the clock on the wall: a time that a change of clocks skips is due at the change, and one that comes
     * twice is due the first time.
     */
    Optional<Instant> after(Instant instant) {
        return isOfEveryHour() ? byTimeThatPasses(instant) : byClockOnTheWall(instant);
    }

    private boolean isOfEveryHour() {
        return cron.equals("@hourly")
                || (!cron.startsWith("@") && cron.strip().split("\\s+")[1].equals("*"));
    }

    /**
     * The changes of clocks up to an instant that skip a time of the schedule or let it come twice; none for a schedule of
     * every hour, which does not heed them.
     */
    List<ZoneOffsetTransition> changesThatMatter(Instant from, Instant to) {
        List<ZoneOffsetTransition> found = new ArrayList<>();
        if (isOfEveryHour()) {
            return found;
        }
        Expression expression = expression(cron);
        ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        while (change != null && !change.getInstant().isAfter(to)) {
            LocalDateTime begin = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            LocalDateTime end = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
            LocalDateTime next = expression.next(begin.minusNanos(1));
            if (next != null && next.isBefore(end)) {
                found.add(change);
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return found;
    }

    private Optional<Instant> byTimeThatPasses(Instant instant) {
        Expression expression = expression(cron);
        ZoneOffset offset = zone.getRules().getOffset(instant);
        LocalDateTime local = LocalDateTime.ofInstant(instant, offset);
        ZoneOffsetTransition change = zone.getRules().nextTransition(instant);
        for (LocalDateTime next = expression.next(local); next != null; next = expression.next(local)) {
            if (change == null || next.toInstant(offset).isBefore(change.getInstant())) {
                return Optional.of(next.toInstant(offset));
            }
            offset = change.getOffsetAfter();
            local = change.getDateTimeAfter().minusNanos(1);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    private Optional<Instant> byClockOnTheWall(Instant instant) {
        Expression expression = expression(cron);
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone).minus(LONGEST_CHANGE);
        for (LocalDateTime next = expression.next(local); next != null; next = expression.next(next)) {
            ZoneOffsetTransition change = zone.getRules().getTransition(next);
            Instant at = change != null && change.isGap()
                    ? change.getInstant()
                    : next.atZone(zone).toInstant();
            if (at.isAfter(instant)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** The parser's words, about what was typed: it is given a sixth field, of seconds, and days of month and week apart. */
    private static String ofFiveFields(IllegalArgumentException e, String cron) {
        String typed = String.join(" ", cron.strip().split("\\s+"));
        return String.valueOf(e.getMessage())
                .replaceFirst("in cron expression \"[^\"]*\"", Matcher.quoteReplacement("in \"" + typed + "\""));
    }

    private static Expression expression(String cron) {
        if (cron.startsWith("@")) {
            if (!MACROS.contains(cron)) {
                throw new IllegalArgumentException("of names there are " + String.join(", ", MACROS));
            }
            return new Expression(List.of(CronExpression.parse(cron)));
        }
        String[] fields = cron.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException("it has " + fields.length + " fields");
        }
        String minutesAndHours = "0 " + fields[0] + " " + fields[1] + " ";
        if (isAnyDay(fields[2]) || isAnyDay(fields[4])) {
            return new Expression(
                    List.of(CronExpression.parse(minutesAndHours + String.join(" ", fields[2], fields[3], fields[4]))));
        }
        return new Expression(List.of(
                CronExpression.parse(minutesAndHours + fields[2] + " " + fields[3] + " *"),
                CronExpression.parse(minutesAndHours + "* " + fields[3] + " " + fields[4])));
    }

    private static boolean isAnyDay(String field) {
        return field.startsWith("*") || field.startsWith("?");
    }

    /** As cron has it: where both the day of the month and the day of the week are given, either is enough. */
    private record Expression(List<CronExpression> either) {

        @Nullable
        LocalDateTime next(LocalDateTime after) {
            LocalDateTime first = null;
            for (CronExpression expression : either) {
                LocalDateTime next = expression.next(after);
                if (next != null && (first == null || next.isBefore(first))) {
                    first = next;
                }
            }
            return first;
        }
    }
}
