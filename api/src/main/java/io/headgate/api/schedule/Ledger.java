package io.headgate.api.schedule;

import io.headgate.api.process.Processes;
import io.headgate.api.schedule.PlannedDate.Due;
import io.headgate.api.schedule.PlannedDate.OnHoliday;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the due dates of schedules, each once, those missed in an outage included, and lets each that is to be run become a
 * run in the same transaction.
 */
@Component
class Ledger implements WorkHandler {

    static final String KIND = "schedule";

    /** A date that is written this much late counts as missed. */
    private static final Duration ON_TIME = Duration.ofMinutes(1);

    private final ScheduleRepository schedules;
    private final Processes processes;
    private final Plans plans;
    private final LedgerDates dates;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Ledger(
            ScheduleRepository schedules,
            Processes processes,
            Plans plans,
            LedgerDates dates,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.schedules = schedules;
        this.processes = processes;
        this.plans = plans;
        this.dates = dates;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String processId) {
        return Objects.requireNonNull(transactions.execute(status ->
                earliest(schedules.lockByProcessId(UUID.fromString(processId)).stream()
                        .filter(schedule -> !schedule.paused())
                        .map(schedule -> processes.byId(schedule.processId()).archivedAt() == null
                                ? writeDue(tenantId, schedule)
                                : pause(schedule))
                        .toList())));
    }

    /** One item of work is for the schedules of all stages of a process. */
    private static Next earliest(List<Next> nexts) {
        return nexts.stream()
                .<Instant>mapMulti((next, dates) -> {
                    if (next instanceof Next.At at) {
                        dates.accept(at.due());
                    }
                })
                .min(Instant::compareTo)
                .map(Next::at)
                .orElse(Next.done());
    }

    /** The schedule of an archived process stays paused when the process comes back: its dates meanwhile are not missed. */
    private Next pause(Schedule schedule) {
        schedule.pause();
        schedules.save(schedule);
        return Next.done();
    }

    private Next writeDue(UUID tenantId, Schedule schedule) {
        Instant now = clock.instant();
        Plan plan = plans.of(schedule);
        List<PlannedDate> planned = plan.between(schedule.watermark(), now);
        boolean complete = planned.size() < CronSchedule.MOST_AT_ONCE;
        Instant latest = latest(plan, planned, now);
        for (PlannedDate date : planned) {
            switch (date) {
                case Due due ->
                    writeDue(tenantId, schedule, plan, due, isToRun(schedule.missedDates(), due.at(), latest, now));
                case OnHoliday holiday ->
                    dates.write(
                            tenantId,
                            schedule.processId(),
                            schedule.stageId(),
                            holiday,
                            "HOLIDAY",
                            plan.day(holiday.at()));
            }
        }
        schedule.completeUpTo(complete ? now : planned.getLast().at());
        schedules.save(schedule);
        Optional<PlannedDate> next = plan.after(schedule.watermark());
        return next.map(date -> Next.at(date.at())).orElse(Next.done());
    }

    /** The last due date until now; null if there are more than are looked at in one go. */
    private static @Nullable Instant latest(Plan plan, List<PlannedDate> dates, Instant now) {
        for (PlannedDate date : dates.reversed()) {
            if (date instanceof Due due) {
                boolean last = plan.dueAfter(due.at())
                        .filter(next -> !next.at().isAfter(now))
                        .isEmpty();
                return last ? due.at() : null;
            }
        }
        return null;
    }

    private static boolean isToRun(MissedDates policy, Instant due, @Nullable Instant latest, Instant now) {
        return due.plus(ON_TIME).isAfter(now)
                || switch (policy) {
                    case ALL -> true;
                    case LATEST -> due.equals(latest);
                    case NONE -> false;
                };
    }

    private void writeDue(UUID tenantId, Schedule schedule, Plan plan, Due due, boolean run) {
        LocalDate businessDate = plan.day(due.at());
        boolean isNew = dates.write(
                tenantId, schedule.processId(), schedule.stageId(), due, run ? "RUN" : "PASSED_OVER", businessDate);
        if (isNew && run) {
            Instant start = due.at().plus(schedule.stagger());
            events.publishEvent(new DateCameDue(
                    tenantId,
                    schedule.processId(),
                    schedule.stageId(),
                    due.at(),
                    businessDate,
                    start.isAfter(clock.instant()) ? start : null));
        } else if (isNew) {
            events.publishEvent(
                    new DateMissed(tenantId, schedule.processId(), schedule.stageId(), due.at(), businessDate));
        }
    }
}
