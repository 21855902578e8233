package io.headgate.api.schedule;

import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a schedule would do, told before it is set. */
@Service
class SchedulePreviews {

    /**
     * What a schedule would do.
     *
     * @param next its next dates, whether it is paused or not
     * @param warnings what one might not expect of it
     */
    record SchedulePreview(List<NextDate> next, List<ScheduleWarning> warnings) {}

    /**
     * A date to come.
     *
     * @param movedFrom the date on a holiday that is moved here; null for one that falls here by itself
     * @param startsAt when the run may begin; later than the date by the stagger
     */
    record NextDate(Instant at, @Nullable Instant movedFrom, Instant startsAt) {}

    /** Something to know about a schedule; it can be set all the same. */
    record ScheduleWarning(
            String code, String sentence, @Nullable String remedy) {}

    /** So many processes of a tenant that start in the same minute are worth a word. */
    static final int MANY = 10;

    /** The dates that are held against those of all other schedules. */
    private static final int COMPARED = 5;

    private static final Duration AHEAD = Duration.ofDays(366);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Schedules schedules;
    private final ScheduleRepository repository;
    private final Plans plans;
    private final Processes processes;
    private final Clock clock;

    SchedulePreviews(
            Schedules schedules, ScheduleRepository repository, Plans plans, Processes processes, Clock clock) {
        this.schedules = schedules;
        this.repository = repository;
        this.plans = plans;
        this.processes = processes;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public SchedulePreview of(UUID tenantId, String processKey, Terms terms, int count) {
        schedules.check(terms);
        ProcessView process = processes.get(tenantId, processKey);
        Duration stagger = Stagger.of(process.id(), terms.staggerMinutes());
        List<NextDate> next = plans.of(terms).next(clock.instant(), count).stream()
                .map(due -> new NextDate(due.at(), due.movedFrom(), due.at().plus(stagger)))
                .toList();
        List<ScheduleWarning> warnings = new ArrayList<>();
        if (next.isEmpty()) {
            warnings.add(new ScheduleWarning(
                    "schedule.never-due",
                    "The process is never due by this.",
                    "Look at the days, the first and the last one."));
        } else {
            warnings.addAll(clockChanges(terms, next));
            sameMinute(process.id(), terms, next).ifPresent(warnings::add);
        }
        return new SchedulePreview(next, warnings);
    }

    private List<ScheduleWarning> clockChanges(Terms terms, List<NextDate> next) {
        Instant now = clock.instant();
        Instant end = now.plus(AHEAD);
        if (terms.endsOn() != null) {
            Instant last = terms.endsOn()
                    .plusDays(1)
                    .atStartOfDay(terms.times().zone())
                    .toInstant();
            end = last.isBefore(end) ? last : end;
        }
        Instant begin = next.getFirst().at().minus(Duration.ofDays(1));
        return terms.times().changesThatMatter(begin.isAfter(now) ? begin : now, end).stream()
                .map(SchedulePreviews::warning)
                .toList();
    }

    private static ScheduleWarning warning(ZoneOffsetTransition change) {
        String day = change.getDateTimeBefore().format(DAY);
        String before = change.getDateTimeBefore().format(TIME);
        String after = change.getDateTimeAfter().format(TIME);
        return change.isGap()
                ? new ScheduleWarning(
                        "schedule.clock-skips",
                        "On %s the clocks go from %s to %s: what is due in between runs once, at %s."
                                .formatted(day, before, after, after),
                        "Choose a time outside, or the zone UTC.")
                : new ScheduleWarning(
                        "schedule.clock-repeats",
                        "On %s the clocks go back from %s to %s: what is due in between runs once, the first time."
                                .formatted(day, before, after),
                        "Choose a time outside, or the zone UTC.");
    }

    private Optional<ScheduleWarning> sameMinute(UUID processId, Terms terms, List<NextDate> next) {
        List<Schedule> others = repository.active().stream()
                .filter(other -> !other.processId().equals(processId))
                .toList();
        for (NextDate date : next.subList(0, Math.min(COMPARED, next.size()))) {
            long together = others.stream()
                    .filter(other -> startsAt(other, date.startsAt()))
                    .count();
            if (together >= MANY) {
                String at = date.startsAt().atZone(terms.times().zone()).format(TIME);
                return Optional.of(new ScheduleWarning(
                        "schedule.crowded",
                        "%d other processes start in the same minute, %s (%s).".formatted(together, at, terms.zone()),
                        "Spread the starts over some minutes, or choose another time."));
            }
        }
        return Optional.empty();
    }

    /** Holidays are left aside: for a word of warning it is enough that the times are the same. */
    private static boolean startsAt(Schedule other, Instant at) {
        Instant due = at.minus(other.stagger());
        return other.terms()
                .times()
                .after(due.minusNanos(1))
                .filter(due::equals)
                .isPresent();
    }
}
