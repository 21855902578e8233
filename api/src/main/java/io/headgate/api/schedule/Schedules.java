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
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The schedules of the bound tenant's processes. */
@Service
public class Schedules {

    /**
     * A schedule with the dates that come next by it.
     *
     * @param next empty while it is paused
     */
    public record ScheduleView(String cron, String zone, boolean paused, MissedDates missedDates, List<Instant> next) {}

    private static final int SHOWN = 10;

    private final ScheduleRepository schedules;
    private final Processes processes;
    private final Stages stages;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final Clock clock;

    Schedules(
            ScheduleRepository schedules,
            Processes processes,
            Stages stages,
            WorkQueue work,
            AuditTrail audit,
            Clock clock) {
        this.schedules = schedules;
        this.processes = processes;
        this.stages = stages;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    ScheduleView set(
            UUID tenantId,
            String processKey,
            String actor,
            String cron,
            String zone,
            boolean paused,
            MissedDates missed,
            @Nullable String stageKey) {
        List<FieldProblem> problems = CronSchedule.problems(cron, zone);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("schedule.invalid", "The schedule cannot be set like this.", problems);
        }
        ProcessView process = processes.get(tenantId, processKey);
        process.requireInUse();
        CronSchedule times = new CronSchedule(cron, ZoneId.of(zone));
        UUID stage = stages.hold(tenantId, stageKey).id();
        Optional<Schedule> known = schedules.lock(process.id(), stage);
        known.ifPresent(schedule -> schedule.change(times, paused, missed, actor, clock.instant()));
        Schedule schedule = known.orElseGet(
                () -> new Schedule(tenantId, process.id(), stage, times, paused, missed, actor, clock.instant()));
        schedules.save(schedule);
        audit.record(tenantId, actor, "schedule.set", processKey, cron + " " + zone + (paused ? " paused" : ""));
        if (!paused) {
            times.after(clock.instant())
                    .ifPresent(
                            due -> work.put(tenantId, Ledger.KIND, process.id().toString(), due));
        }
        return view(schedule);
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
                schedule.times()
                        .after(clock.instant())
                        .ifPresent(next -> dates.merge(
                                schedule.processId(), next, (one, other) -> one.isBefore(other) ? one : other));
            }
        }
        return dates;
    }

    /**
     * The days of a span, first and last included, on which the process is due at least once on a stage, in the schedule's zone; empty
     * without a schedule.
     */
    @Transactional(readOnly = true)
    public Optional<List<LocalDate>> daysDue(UUID processId, UUID stageId, LocalDate first, LocalDate last) {
        return schedules
                .findByProcessIdAndStageId(processId, stageId)
                .map(Schedule::times)
                .map(times -> first.datesUntil(last.plusDays(1))
                        .filter(times::isDueOn)
                        .toList());
    }

    private ScheduleView view(Schedule schedule) {
        CronSchedule times = schedule.times();
        List<Instant> next = schedule.paused() ? List.of() : times.next(clock.instant(), SHOWN);
        return new ScheduleView(times.cron(), times.zone().getId(), schedule.paused(), schedule.missedDates(), next);
    }
}
