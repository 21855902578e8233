package io.headgate.api.alert;

import io.headgate.api.process.Processes;
import io.headgate.api.run.FailedRun;
import io.headgate.api.run.FailedRuns;
import io.headgate.api.schedule.Schedules;
import io.headgate.api.stage.Stages;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks, while a tenant has such rules, for runs that take too long and for dates that no run was finished for in time. */
@Component
class OverdueRuns implements WorkHandler {

    /** Kind of the work: one item for each tenant. */
    static final String KIND = "alert-watch";

    static final String ALL = "all";
    private static final int MOST = 200;

    private final RuleStore rules;
    private final FailedRuns runs;
    private final Incidents incidents;
    private final Processes processes;
    private final Schedules schedules;
    private final Stages stages;
    private final AlertSettings settings;
    private final Clock clock;

    OverdueRuns(
            RuleStore rules,
            FailedRuns runs,
            Incidents incidents,
            Processes processes,
            Schedules schedules,
            Stages stages,
            AlertSettings settings,
            Clock clock) {
        this.rules = rules;
        this.runs = runs;
        this.incidents = incidents;
        this.processes = processes;
        this.schedules = schedules;
        this.stages = stages;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        List<RuleStore.Kept> tooLong = rules.active(AlertKind.TOO_LONG);
        List<RuleStore.Kept> late = rules.active(AlertKind.LATE);
        if (tooLong.isEmpty() && late.isEmpty()) {
            return Next.done();
        }
        if (!tooLong.isEmpty()) {
            runs.processesUnderWay().forEach(process -> lookForTooLong(tenantId, process));
        }
        late.forEach(kept -> lookForLate(tenantId, kept));
        return Next.at(clock.instant().plus(settings.watch()));
    }

    private void lookForTooLong(UUID tenantId, UUID process) {
        Rule rule = rules.of(process, AlertKind.TOO_LONG);
        Integer after = rule.afterSeconds();
        if (!rule.active() || after == null) {
            return;
        }
        for (FailedRun run : runs.underWaySince(process, clock.instant().minusSeconds(after), MOST)) {
            incidents.record(tenantId, Cause.of(run, "alert.too-long"), Incidents.Subject.of(AlertKind.TOO_LONG, run));
        }
    }

    /** The last date on the default stage whose time has come, unless the rule is younger than that. */
    private void lookForLate(UUID tenantId, RuleStore.Kept kept) {
        Rule rule = kept.rule();
        UUID process = Objects.requireNonNull(rule.processId());
        ZoneId zone = ZoneId.of(Objects.requireNonNull(rule.zone()));
        int offset = Objects.requireNonNull(rule.dayOffset());
        Instant now = clock.instant();
        LocalDate day = now.atZone(zone).toLocalDate();
        Instant due =
                day.atTime(Objects.requireNonNull(rule.byTime())).atZone(zone).toInstant();
        if (due.isAfter(now)) {
            day = day.minusDays(1);
            due = day.atTime(rule.byTime()).atZone(zone).toInstant();
        }
        LocalDate date = day.minusDays(offset);
        UUID stage = stages.defaultOf(tenantId).id();
        boolean isExpected = schedules
                .daysDue(process, stage, date, date)
                .map(days -> days.contains(date))
                .orElse(true);
        if (due.isBefore(kept.since())
                || !isExpected
                || processes.byId(process).archivedAt() != null
                || runs.hasSucceededFor(process, stage, date)) {
            return;
        }
        Optional<FailedRun> newest = runs.newestFor(process, stage, date);
        Cause cause = newest.filter(run -> run.code() != null)
                .map(run -> Cause.of(run, "alert.late"))
                .orElseGet(() -> Cause.late(process, date));
        incidents.record(
                tenantId,
                cause,
                new Incidents.Subject(
                        AlertKind.LATE,
                        process + "/" + date,
                        process,
                        newest.map(FailedRun::runId).orElse(null),
                        date,
                        due));
    }
}
