package io.headgate.api.schedule;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.RecurrenceRule;
import biweekly.property.Status;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads holidays out of an iCalendar text, which anybody may have written: what it may cost is bounded in events, days, years
 * and time, and what it repeats is written out only for some years.
 */
@Component
class CalendarImport {

    /**
     * What was read.
     *
     * @param days the holidays with their names
     * @param leftOut events that are no holidays, or were not understood
     */
    record Read(SortedMap<LocalDate, String> days, List<FieldProblem> leftOut) {}

    static final int MOST_CHARACTERS = 500_000;
    static final int MOST_EVENTS = 2_000;
    private static final int MOST_NOTED = 50;
    private static final int MOST_RULE_PARTS = 100;
    private static final int YEARS_BACK = 1;
    private static final int YEARS_AHEAD = 5;
    private static final int LONGEST_DAYS = 62;
    private static final int EARLIEST = 1900;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Clock clock;

    CalendarImport(Clock clock) {
        this.clock = clock;
    }

    Read read(String text) {
        ICalendar calendar = parse(text);
        List<VEvent> events = calendar.getEvents();
        if (events.size() > MOST_EVENTS) {
            throw refused("calendar.too-large", "It has more than " + MOST_EVENTS + " events.");
        }
        Reading reading = new Reading(clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
        for (int i = 0; i < events.size(); i++) {
            reading.take(i, events.get(i));
        }
        return new Read(reading.days, reading.leftOut);
    }

    private static ICalendar parse(String text) {
        ICalendar calendar;
        try {
            calendar = Biweekly.parse(text).first();
        } catch (RuntimeException e) {
            calendar = null;
        }
        if (calendar == null) {
            throw refused("calendar.unreadable", "This is not an iCalendar text: it does not hold BEGIN:VCALENDAR.");
        }
        return calendar;
    }

    private static ProblemException refused(String code, String message) {
        return ProblemException.invalid(
                code,
                "The calendar cannot be imported.",
                List.of(new FieldProblem(code, "/text", message, "Import the file that a calendar program exported.")));
    }

    /** One text on its way. */
    private static final class Reading {

        private final LocalDate first;
        private final LocalDate last;
        private final long deadline = System.nanoTime() + LONGEST.toNanos();
        private final SortedMap<LocalDate, String> days = new TreeMap<>();
        private final List<FieldProblem> leftOut = new ArrayList<>();

        private Reading(LocalDate today) {
            this.first = today.minusYears(YEARS_BACK).withDayOfYear(1);
            this.last = today.plusYears(YEARS_AHEAD + 1L).withDayOfYear(1).minusDays(1);
        }

        private void take(int number, VEvent event) {
            String name = HolidayNames.clean(
                    event.getSummary() == null ? null : event.getSummary().getValue());
            String why;
            try {
                why = whyNot(event);
                if (why == null) {
                    expand(event, name);
                }
            } catch (ProblemException e) {
                throw e;
            } catch (RuntimeException e) {
                why = "it cannot be understood";
            }
            if (why != null && leftOut.size() < MOST_NOTED) {
                leftOut.add(new FieldProblem(
                        "calendar.event-left-out",
                        "/events/" + number,
                        "'" + name + "' is left out: " + why + ".",
                        null));
            }
        }

        private static @Nullable String whyNot(VEvent event) {
            ICalDate start =
                    event.getDateStart() == null ? null : event.getDateStart().getValue();
            if (start == null) {
                return "it has no date";
            }
            Status status = event.getStatus();
            if (status != null && status.isCancelled()) {
                return "it is cancelled";
            }
            if (start.hasTime()) {
                return "it is not a whole day";
            }
            if (day(start).getYear() < EARLIEST) {
                return "it begins before the year " + EARLIEST;
            }
            if (length(event) < 1 || length(event) > LONGEST_DAYS) {
                return "it does not last from 1 to " + LONGEST_DAYS + " days";
            }
            for (RecurrenceRule rule : event.getProperties(RecurrenceRule.class)) {
                String cannot = rule.getValue() == null ? "its rule cannot be understood" : whyNot(rule.getValue());
                if (cannot != null) {
                    return cannot;
                }
            }
            return null;
        }

        private static @Nullable String whyNot(Recurrence rule) {
            if (rule.getFrequency() == null) {
                return "its rule cannot be understood";
            }
            switch (rule.getFrequency()) {
                case SECONDLY, MINUTELY, HOURLY -> {
                    return "it repeats within a day";
                }
                case DAILY, WEEKLY, MONTHLY, YEARLY -> {}
            }
            if (rule.getInterval() != null && (rule.getInterval() < 1 || rule.getInterval() > 1000)) {
                return "its rule has an interval that is not between 1 and 1000";
            }
            int parts = rule.getByDay().size()
                    + rule.getByMonthDay().size()
                    + rule.getByYearDay().size()
                    + rule.getByWeekNo().size()
                    + rule.getByMonth().size()
                    + rule.getBySetPos().size();
            boolean byTime = !rule.getByHour().isEmpty()
                    || !rule.getByMinute().isEmpty()
                    || !rule.getBySecond().isEmpty();
            return parts > MOST_RULE_PARTS || byTime ? "its rule is too long, or goes by the time of day" : null;
        }

        private void expand(VEvent event, String name) {
            int length = length(event);
            // A date without a time is of the machine's own zone here, whatever zone is asked for.
            DateIterator dates = event.getDateIterator(TimeZone.getDefault());
            dates.advanceTo(date(first.minusDays(LONGEST_DAYS)));
            while (dates.hasNext()) {
                LocalDate day = day(dates.next());
                if (day.isAfter(last)) {
                    return;
                }
                for (int i = 0; i < length; i++) {
                    add(day.plusDays(i), name);
                }
                if (System.nanoTime() > deadline) {
                    throw refused("calendar.too-costly", "It takes too long to write out what it repeats.");
                }
            }
        }

        private void add(LocalDate day, String name) {
            if (!day.isBefore(first) && !day.isAfter(last)) {
                days.merge(
                        day, name, (one, other) -> one.contains(other) ? one : HolidayNames.clean(one + ", " + other));
            }
        }

        private static int length(VEvent event) {
            ICalDate start = event.getDateStart().getValue();
            if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
                return (int) ChronoUnit.DAYS.between(
                        day(start), day(event.getDateEnd().getValue()));
            }
            if (event.getDuration() != null && event.getDuration().getValue() != null) {
                return (int) Duration.ofMillis(event.getDuration().getValue().toMillis())
                        .toDays();
            }
            return 1;
        }

        private static LocalDate day(Date date) {
            return date.toInstant().atZone(ZoneId.systemDefault()).toLocalDate();
        }

        private static Date date(LocalDate day) {
            return Date.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
        }
    }
}
