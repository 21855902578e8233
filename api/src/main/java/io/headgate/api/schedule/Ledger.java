package io.headgate.api.schedule;

import io.headgate.api.process.Processes;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Ledger(
            ScheduleRepository schedules,
            Processes processes,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.schedules = schedules;
        this.processes = processes;
        this.jdbc = jdbc;
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
        CronSchedule times = schedule.times();
        List<Instant> due = times.between(schedule.watermark(), now);
        boolean complete = due.size() < CronSchedule.MOST_AT_ONCE;
        for (int i = 0; i < due.size(); i++) {
            boolean latest = i == due.size() - 1
                    && times.after(due.get(i))
                            .filter(next -> !next.isAfter(now))
                            .isEmpty();
            write(tenantId, schedule, times, due.get(i), isToRun(schedule.missedDates(), due.get(i), latest, now));
        }
        schedule.completeUpTo(complete ? now : due.getLast());
        schedules.save(schedule);
        Optional<Instant> next = times.after(schedule.watermark());
        return next.map(Next::at).orElse(Next.done());
    }

    private static boolean isToRun(MissedDates policy, Instant due, boolean latest, Instant now) {
        return due.plus(ON_TIME).isAfter(now)
                || switch (policy) {
                    case ALL -> true;
                    case LATEST -> latest;
                    case NONE -> false;
                };
    }

    private void write(UUID tenantId, Schedule schedule, CronSchedule times, Instant due, boolean run) {
        int written = jdbc.sql("""
                        INSERT INTO due_date (tenant_id, process_id, stage_id, due_at, decision, written_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING""")
                .params(
                        tenantId,
                        schedule.processId(),
                        schedule.stageId(),
                        Timestamp.from(due),
                        run ? "RUN" : "PASSED_OVER",
                        Timestamp.from(clock.instant()))
                .update();
        if (written == 1 && run) {
            events.publishEvent(new DateCameDue(
                    tenantId,
                    schedule.processId(),
                    schedule.stageId(),
                    due,
                    due.atZone(times.zone()).toLocalDate()));
        }
    }
}
