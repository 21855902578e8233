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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Looks, while a tenant has such rules, for runs that take too long and for dates that no run was finished for in time: each on the
 * stages that its rule is about.
 */
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
        for (RuleStore.Kept kept : late) {
            expected(tenantId, kept).forEach((stage, since) -> lookForLate(tenantId, kept.rule(), stage, since));
        }
        return Next.at(clock.instant().plus(settings.watch()));
    }

    private void lookForTooLong(UUID tenantId, UUID process) {
        Rule rule = rules.of(process, AlertKind.TOO_LONG);
        Integer after = rule.afterSeconds();
        if (!rule.active() || after == null) {
            return;
        }
        for (FailedRun run :
                runs.underWaySince(process, rule.stages(), clock.instant().minusSeconds(after), MOST)) {
            incidents.record(tenantId, Cause.of(run, "alert.too-long"), Incidents.Subject.of(AlertKind.TOO_LONG, run));
        }
    }

    /**
     * The stages on which a rule expects runs, each with the time since when: those that it names; else those on which the process has an
     * active schedule, since that stands as it does; else the default one.
     */
    private Map<UUID, Instant> expected(UUID tenantId, RuleStore.Kept kept) {
        List<UUID> named = kept.rule().stages();
        Map<UUID, Instant> scheduled = named.isEmpty()
                ? schedules.activeSince(Objects.requireNonNull(kept.rule().processId()))
                : Map.of();
        Map<UUID, Instant> expected = new HashMap<>();
        named.forEach(stage -> expected.put(stage, kept.since()));
        scheduled.forEach((stage, since) -> expected.put(stage, since.isAfter(kept.since()) ? since : kept.since()));
        return expected.isEmpty() ? Map.of(stages.defaultOf(tenantId).id(), kept.since()) : expected;
    }

    /** The last date on a stage whose time has come, unless it came before it was expected. */
    private void lookForLate(UUID tenantId, Rule rule, UUID stage, Instant since) {
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
        boolean isExpected = schedules.isDueOn(process, stage, date).orElse(true);
        if (due.isBefore(since)
                || !isExpected
                || processes.byId(process).archivedAt() != null
                || runs.hasSucceededFor(process, stage, date)) {
            return;
        }
        Optional<FailedRun> newest = runs.newestFor(process, stage, date);
        Cause cause = newest.filter(run -> run.code() != null)
                .map(run -> Cause.of(run, "alert.late"))
                .orElseGet(() -> Cause.late(process, stage, date));
        incidents.record(
                tenantId,
                cause,
                new Incidents.Subject(
                        AlertKind.LATE,
                        process + "/" + stage + "/" + date,
                        process,
                        stage,
                        newest.map(FailedRun::runId).orElse(null),
                        date,
                        due));
    }
}
