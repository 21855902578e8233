package io.headgate.api.schedule;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.stage.Stages;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The schedules of the bound tenant's processes. */
@Service
public class Schedules {

    /**
     * A schedule with the dates that come next by it.
     *
     * @param calendarName null without a calendar
     * @param staggerMinutes by how much starts may be later than their dates
     * @param startsLaterByMinutes by how much starts of this process are later
     * @param next empty while it is paused
     */
    public record ScheduleView(
            String cron,
            String zone,
            boolean paused,
            MissedDates missedDates,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            @Nullable UUID calendar,
            @Nullable String calendarName,
            HolidayRule holidays,
            int staggerMinutes,
            long startsLaterByMinutes,
            List<Instant> next) {}

    private static final int SHOWN = 10;

    private final ScheduleRepository schedules;
    private final Plans plans;
    private final CalendarStore calendars;
    private final Processes processes;
    private final Stages stages;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final Clock clock;

    Schedules(
            ScheduleRepository schedules,
            Plans plans,
            CalendarStore calendars,
            Processes processes,
            Stages stages,
            WorkQueue work,
            AuditTrail audit,
            Clock clock) {
        this.schedules = schedules;
        this.plans = plans;
        this.calendars = calendars;
        this.processes = processes;
        this.stages = stages;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param keepsPause whether a schedule that is there stays paused or not as it is, whatever the terms say */
    @Transactional
    ScheduleView set(
            UUID tenantId,
            String processKey,
            String actor,
            Terms wanted,
            boolean keepsPause,
            @Nullable String stageKey) {
        check(wanted);
        ProcessView process = processes.get(tenantId, processKey);
        process.requireInUse();
        UUID stage = stages.hold(tenantId, stageKey).id();
        Optional<Schedule> known = schedules.lock(process.id(), stage);
        Terms terms =
                keepsPause && known.isPresent() ? wanted.paused(known.get().paused()) : wanted;
        known.ifPresent(schedule -> schedule.change(terms, actor, clock.instant()));
        Schedule schedule =
                known.orElseGet(() -> new Schedule(tenantId, process.id(), stage, terms, actor, clock.instant()));
        schedules.save(schedule);
        audit.record(
                tenantId,
                actor,
                "schedule.set",
                processKey,
                terms.cron() + " " + terms.zone() + (terms.paused() ? " paused" : ""));
        if (!terms.paused()) {
            plans.of(schedule)
                    .after(clock.instant())
                    .ifPresent(
                            date -> work.put(tenantId, Ledger.KIND, process.id().toString(), date.at()));
        }
        return view(schedule);
    }

    /** Refuses what makes no schedule, every problem at once. */
    @Transactional(readOnly = true)
    void check(Terms terms) {
        List<FieldProblem> problems = new ArrayList<>(terms.problems());
        if (terms.calendar() != null && calendars.name(terms.calendar()).isEmpty()) {
            problems.add(new FieldProblem(
                    "schedule.calendar", "/calendar", "There is no such calendar.", "Choose another one, or none."));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("schedule.invalid", "The schedule cannot be set like this.", problems);
        }
    }

    @Transactional
    void remove(UUID tenantId, String processKey, String actor, @Nullable String stageKey) {
        ProcessView process = processes.get(tenantId, processKey);
        UUID stage = stages.get(tenantId, stageKey).id();
        schedules.lock(process.id(), stage).ifPresent(schedule -> {
            schedules.delete(schedule);
            audit.record(tenantId, actor, "schedule.remove", processKey, "");
        });
    }

    @Transactional(readOnly = true)
    Optional<ScheduleView> get(UUID tenantId, String processKey, @Nullable String stageKey) {
        return schedules
                .findByProcessIdAndStageId(
                        processes.get(tenantId, processKey).id(),
                        stages.get(tenantId, stageKey).id())
                .map(this::view);
    }

    /** The next dates of processes; those without a schedule are left out, and those whose schedule is paused. */
    @Transactional(readOnly = true)
    public Map<UUID, Instant> nextDates(Collection<UUID> processIds) {
        Map<UUID, Instant> dates = new HashMap<>();
        for (Schedule schedule : schedules.findByProcessIdIn(processIds)) {
            if (!schedule.paused()) {
                plans.of(schedule)
                        .dueAfter(clock.instant())
                        .ifPresent(next -> dates.merge(
                                schedule.processId(), next.at(), (one, other) -> one.isBefore(other) ? one : other));
            }
        }
        return dates;
    }

    /** The stages on which a process has a schedule that is not paused, each with the time since when that stands as it does. */
    @Transactional(readOnly = true)
    public Map<UUID, Instant> activeSince(UUID processId) {
        return schedules.findByProcessIdIn(List.of(processId)).stream()
                .filter(schedule -> !schedule.paused())
                .collect(Collectors.toMap(Schedule::stageId, Schedule::updatedAt));
    }

    /**
     * The days of a span, first and last included, on which the process is due at least once on a stage, in the schedule's
     * zone, be they before its first day; empty without a schedule.
     */
    @Transactional(readOnly = true)
    public Optional<List<LocalDate>> daysDue(UUID processId, UUID stageId, LocalDate first, LocalDate last) {
        return schedules
                .findByProcessIdAndStageId(processId, stageId)
                .map(plans::withoutSpan)
                .map(plan ->
                        first.datesUntil(last.plusDays(1)).filter(plan::isDueOn).toList());
    }

    /** Whether a schedule has a date on a day of its zone, between its first day and its last; empty without a schedule. */
    @Transactional(readOnly = true)
    public Optional<Boolean> isDueOn(UUID processId, UUID stageId, LocalDate day) {
        return schedules
                .findByProcessIdAndStageId(processId, stageId)
                .map(schedule -> plans.of(schedule).isDueOn(day));
    }

    private ScheduleView view(Schedule schedule) {
        Terms terms = schedule.terms();
        List<Instant> next = schedule.paused()
                ? List.of()
                : plans.of(schedule).next(clock.instant(), SHOWN).stream()
                        .map(PlannedDate.Due::at)
                        .toList();
        return new ScheduleView(
                terms.cron(),
                terms.zone(),
                terms.paused(),
                terms.missedDates(),
                terms.startsOn(),
                terms.endsOn(),
                terms.calendar(),
                terms.calendar() == null
                        ? null
                        : calendars.name(terms.calendar()).orElse(null),
                terms.holidays(),
                terms.staggerMinutes(),
                schedule.stagger().toMinutes(),
                next);
    }
}
