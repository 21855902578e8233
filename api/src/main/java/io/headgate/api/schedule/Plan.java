package io.headgate.api.schedule;

import io.headgate.api.schedule.PlannedDate.Due;
import io.headgate.api.schedule.PlannedDate.OnHoliday;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All dates of a schedule, with its span and its holidays: the one place that says when a process is due, for the ledger that
 * fires and for whoever asks what comes next. A value of one thread: it remembers what it has worked out.
 */
final class Plan {

    private final CronSchedule times;
    private final @Nullable LocalDate startsOn;
    private final @Nullable LocalDate endsOn;
    private final Holidays holidays;
    private final NavigableMap<LocalDate, List<LocalDate>> targets;
    private final Map<LocalDate, NavigableMap<Instant, Instant>> moved = new HashMap<>();

    /**
     * @param startsOn the first day, in the schedule's zone; null for no first
     * @param endsOn the last day, itself included; null for no last
     */
    Plan(CronSchedule times, @Nullable LocalDate startsOn, @Nullable LocalDate endsOn, Holidays holidays) {
        this.times = times;
        this.startsOn = startsOn;
        this.endsOn = endsOn;
        this.holidays = holidays;
        this.targets = holidays.targets();
    }

    /** The first date after an instant, on a holiday or not; empty when there is none. */
    Optional<PlannedDate> after(Instant instant) {
        Optional<Instant> own = ownAfter(instant);
        Optional<Due> shifted = movedAfter(instant, own.orElse(null));
        if (own.isEmpty() || shifted.filter(due -> due.at().isBefore(own.get())).isPresent()) {
            return shifted.map(due -> due);
        }
        Instant at = own.get();
        return Optional.of(holidays.include(day(at)) ? new OnHoliday(at, movedTo(at)) : new Due(at, null));
    }

    /** The first date after an instant on which the process is due. */
    Optional<Due> dueAfter(Instant instant) {
        Instant from = instant;
        while (true) {
            Optional<PlannedDate> next = after(from);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            switch (next.get()) {
                case Due due -> {
                    return Optional.of(due);
                }
                // No date is moved to a holiday, so the rest of the day holds nothing.
                case OnHoliday(Instant at, var movedTo) ->
                    from = startOf(day(at).plusDays(1)).minusNanos(1);
            }
        }
    }

    /** The dates after {@code from} up to and including {@code to}, at most {@link CronSchedule#MOST_AT_ONCE}. */
    List<PlannedDate> between(Instant from, Instant to) {
        List<PlannedDate> dates = new ArrayList<>();
        Optional<PlannedDate> next = after(from);
        while (next.isPresent() && !next.get().at().isAfter(to) && dates.size() < CronSchedule.MOST_AT_ONCE) {
            dates.add(next.get());
            next = after(next.get().at());
        }
        return dates;
    }

    /** The next dates on which the process is due. */
    List<Due> next(Instant from, int count) {
        List<Due> dates = new ArrayList<>();
        Optional<Due> next = dueAfter(from);
        while (next.isPresent() && dates.size() < count) {
            dates.add(next.get());
            next = dueAfter(next.get().at());
        }
        return dates;
    }

    /** Whether it is due at least once on a day of its zone. */
    boolean isDueOn(LocalDate day) {
        Instant end = startOf(day.plusDays(1));
        return dueAfter(startOf(day).minusNanos(1))
                .filter(due -> due.at().isBefore(end))
                .isPresent();
    }

    CronSchedule times() {
        return times;
    }

    LocalDate day(Instant at) {
        return at.atZone(zone()).toLocalDate();
    }

    /** The dates of the cron expression within the span, whatever day it is. */
    private Optional<Instant> ownAfter(Instant instant) {
        Instant from = instant;
        if (startsOn != null) {
            Instant first = startOf(startsOn).minusNanos(1);
            from = first.isAfter(instant) ? first : instant;
        }
        return times.after(from).filter(at -> endsOn == null || !day(at).isAfter(endsOn));
    }

    /** The first date that was moved to after an instant; none is looked for on days after the bound. */
    private Optional<Due> movedAfter(Instant instant, @Nullable Instant bound) {
        LocalDate last = bound == null ? LocalDate.MAX : day(bound);
        for (LocalDate target : targets.tailMap(day(instant), true).keySet()) {
            if (target.isAfter(last)) {
                break;
            }
            Map.Entry<Instant, Instant> next =
                    moved.computeIfAbsent(target, this::movedOnto).higherEntry(instant);
            if (next != null) {
                return Optional.of(new Due(next.getKey(), next.getValue()));
            }
        }
        return Optional.empty();
    }

    /** The dates that are moved to a day, each with the first date that it was. */
    private NavigableMap<Instant, Instant> movedOnto(LocalDate target) {
        NavigableMap<Instant, Instant> dates = new TreeMap<>();
        for (LocalDate holiday : targets.getOrDefault(target, List.of())) {
            Instant end = startOf(holiday.plusDays(1));
            Optional<Instant> next = ownAfter(startOf(holiday).minusNanos(1));
            while (next.isPresent() && next.get().isBefore(end)) {
                dates.merge(at(target, next.get()), next.get(), (one, other) -> one.isBefore(other) ? one : other);
                next = ownAfter(next.get());
            }
        }
        return dates;
    }

    private @Nullable Instant movedTo(Instant at) {
        LocalDate target = holidays.target(day(at));
        return target == null ? null : at(target, at);
    }

    /** The same time on another day; a time that the clocks skip there is the moment of the change. */
    private Instant at(LocalDate day, Instant sameTimeAs) {
        LocalTime time = sameTimeAs.atZone(zone()).toLocalTime();
        LocalDateTime local = day.atTime(time);
        ZoneOffsetTransition change = zone().getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone()).toInstant();
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }

    private ZoneId zone() {
        return times.zone();
    }
}
