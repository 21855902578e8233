package io.headgate.api.alert;

import io.headgate.api.live.Events;
import io.headgate.api.process.Processes;
import io.headgate.api.run.FailedRun;
import io.headgate.api.run.FailedRuns;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down what went wrong, once each, in the one open incident of its cause, which is of one stage; and what has recovered. All that
 * is done to an incident is done under the lock of its row.
 */
@Component
class Incidents {

    /** At these numbers of runs those who were told are told again. */
    private static final Set<Integer> TOLD_AGAIN_AT = Set.of(10, 100, 1000);

    /** What belongs to an incident. */
    record Subject(
            AlertKind kind,
            String id,
            UUID processId,
            UUID stageId,
            @Nullable String runId,
            LocalDate date,
            Instant at) {

        static Subject of(AlertKind kind, FailedRun run) {
            return new Subject(
                    kind, run.runId(), run.processId(), run.stageId(), run.runId(), run.businessDate(), run.at());
        }
    }

    private record Locked(UUID id, int runs, String state, Instant lastAt) {}

    private final JdbcClient jdbc;
    private final RuleStore rules;
    private final Outbox outbox;
    private final Processes processes;
    private final FailedRuns runs;
    private final Events events;
    private final AlertSettings settings;
    private final Clock clock;

    Incidents(
            JdbcClient jdbc,
            RuleStore rules,
            Outbox outbox,
            Processes processes,
            FailedRuns runs,
            Events events,
            AlertSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.outbox = outbox;
        this.processes = processes;
        this.runs = runs;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Something went wrong; told twice, it is written down once. */
    @Transactional
    public void record(UUID tenantId, Cause cause, Subject subject) {
        lockProcess(subject.processId());
        if (isKnown(subject) || isOver(subject)) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Locked incident = openAndLock(tenantId, cause, subject.kind(), now);
        boolean isNewRun = subject.runId() == null || !has(incident.id(), subject.runId());
        if (!add(tenantId, incident.id(), subject)) {
            jdbc.sql("DELETE FROM alert_incident WHERE id = ? AND runs = 0")
                    .param(incident.id())
                    .update();
            return;
        }
        int count = incident.runs() + (isNewRun ? 1 : 0);
        jdbc.sql("UPDATE alert_incident SET runs = ?, last_at = ? WHERE id = ?")
                .params(count, Timestamp.from(now), incident.id())
                .update();
        tell(tenantId, incident, subject, count, now);
        changed(tenantId, incident.id());
        if (subject.kind() == AlertKind.FAILED && runs.hasSucceededSince(subject.id(), subject.at())) {
            recovered(tenantId, incident.id(), List.of(subject.id()), AlertKind.FAILED);
        }
    }

    /**
     * A run has ended: what it mends of earlier ones is mended, on its own stage alone. A failure is mended by a success for its business
     * date or a later one: that an earlier date is made up for says nothing of it.
     */
    @Transactional
    public void recover(UUID tenantId, FailedRun ended, boolean hasSucceeded) {
        record Mended(UUID incident, String kind, String subject) {}
        lockProcess(ended.processId());
        jdbc
                .sql("""
                        SELECT incident_id AS incident, kind, subject FROM alert_subject
                        WHERE process_id = :process AND stage_id = :stage AND recovered_at IS NULL AND (
                            (kind = 'TOO_LONG' AND subject = :run)
                            OR (:good AND kind = 'FAILED' AND at <= :at AND business_date <= :date)
                            OR (:good AND kind IN ('MISSED', 'LATE') AND business_date = :date))
                        ORDER BY incident_id""")
                .param("process", ended.processId())
                .param("run", ended.runId())
                .param("stage", ended.stageId())
                .param("good", hasSucceeded)
                .param("at", Timestamp.from(ended.at()))
                .param("date", ended.businessDate())
                .query(Mended.class)
                .list()
                .stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Mended::incident, java.util.TreeMap::new, java.util.stream.Collectors.toList()))
                .forEach((incident, all) -> {
                    lock(incident);
                    for (AlertKind kind : AlertKind.values()) {
                        List<String> subjects = all.stream()
                                .filter(one -> one.kind().equals(kind.name()))
                                .map(Mended::subject)
                                .toList();
                        if (!subjects.isEmpty()) {
                            recovered(tenantId, incident, subjects, kind);
                        }
                    }
                });
    }

    /** Locks an incident, whatever its state. */
    @Transactional
    public void lock(UUID id) {
        jdbc.sql("SELECT 1 FROM alert_incident WHERE id = ? FOR UPDATE")
                .param(id)
                .query()
                .listOfRows();
    }

    /** Tells screens to look again. */
    void changed(UUID tenantId, UUID id) {
        events.record(tenantId, "alert", Map.of("incident", id));
    }

    /** A failure and a success of one process come one after the other: else each could miss what the other writes. */
    private void lockProcess(UUID processId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('alert ' || ?, 0))")
                .param(processId.toString())
                .query()
                .listOfRows();
    }

    private boolean isKnown(Subject subject) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM alert_subject WHERE kind = ? AND subject = ?)")
                .params(subject.kind().name(), subject.id())
                .query(Boolean.class)
                .single();
    }

    /** What is over since it was looked up: its end has been told already, and nobody would tell it again. */
    private boolean isOver(Subject subject) {
        return switch (subject.kind()) {
            case TOO_LONG -> !runs.isOpen(Objects.requireNonNull(subject.runId()));
            case LATE -> runs.hasSucceededFor(subject.processId(), subject.stageId(), subject.date());
            default -> false;
        };
    }

    private boolean has(UUID incidentId, @Nullable String runId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM alert_subject WHERE incident_id = ? AND run_id = ?)")
                .params(Arrays.asList(incidentId, runId))
                .query(Boolean.class)
                .single();
    }

    /** Whoever comes second waits here for the first, and then finds the same incident. */
    private Locked openAndLock(UUID tenantId, Cause cause, AlertKind kind, Instant now) {
        return jdbc.sql("""
                        INSERT INTO alert_incident AS i (tenant_id, id, cause, kind, code, process_id, component, cluster_id, runs,
                                                         state, opened_at, last_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 'OPEN', ?, ?)
                        ON CONFLICT (tenant_id, cause) WHERE closed_at IS NULL DO UPDATE SET runs = i.runs
                        RETURNING id, runs, state, last_at""")
                .params(Arrays.asList(
                        tenantId,
                        UUID.randomUUID(),
                        cause.key(),
                        kind.name(),
                        cause.code(),
                        cause.processId(),
                        cause.component(),
                        cause.clusterId(),
                        Timestamp.from(now),
                        Timestamp.from(now)))
                .query((row, number) -> new Locked(
                        Objects.requireNonNull(row.getObject("id", UUID.class)),
                        row.getInt("runs"),
                        row.getString("state"),
                        row.getTimestamp("last_at").toInstant()))
                .single();
    }

    private boolean add(UUID tenantId, UUID incidentId, Subject subject) {
        return jdbc.sql("""
                        INSERT INTO alert_subject (tenant_id, kind, subject, incident_id, process_id, stage_id, run_id,
                                                   business_date, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                        .params(Arrays.asList(
                                tenantId,
                                subject.kind().name(),
                                subject.id(),
                                incidentId,
                                subject.processId(),
                                subject.stageId(),
                                subject.runId(),
                                subject.date(),
                                Timestamp.from(subject.at())))
                        .update()
                == 1;
    }

    /** Nobody is told of what somebody has acknowledged, those neither who would hear of it for the first time. */
    private void tell(UUID tenantId, Locked incident, Subject subject, int count, Instant now) {
        if (!incident.state().equals("OPEN")) {
            return;
        }
        boolean isAgain =
                incident.runs() > 0 && incident.lastAt().plus(settings.window()).isBefore(now);
        for (Target target : targets(subject.processId(), subject.stageId(), subject.kind(), now)) {
            outbox.put(tenantId, incident.id(), Outbox.OPENED, target, now.plus(settings.gather()));
            if (isAgain) {
                outbox.put(tenantId, incident.id(), "again-" + count, target, now.plus(settings.gather()));
            }
        }
        boolean isMuted = rules.mutedUntil(subject.processId(), now).isPresent();
        if (!isMuted && count > incident.runs() && TOLD_AGAIN_AT.contains(count)) {
            outbox.told(incident.id())
                    .forEach(target -> outbox.put(tenantId, incident.id(), "count-" + count, target, now));
        }
    }

    private List<Target> targets(UUID processId, UUID stageId, AlertKind kind, Instant now) {
        Rule rule = rules.of(processId, kind);
        if (!rule.active()
                || !rule.isAbout(stageId)
                || rules.mutedUntil(processId, now).isPresent()) {
            return List.of();
        }
        List<Target> targets = new ArrayList<>();
        if (rule.toOwner()) {
            targets.add(Target.owner(processes.byId(processId).owner()));
        }
        rule.channels().forEach(channel -> targets.add(Target.channel(channel)));
        return targets;
    }

    private void recovered(UUID tenantId, UUID incidentId, List<String> subjects, AlertKind kind) {
        Instant now = clock.instant();
        jdbc.sql("""
                        UPDATE alert_subject SET recovered_at = :now
                        WHERE kind = :kind AND subject IN (:subjects) AND recovered_at IS NULL""")
                .param("now", Timestamp.from(now))
                .param("kind", kind.name())
                .param("subjects", subjects)
                .update();
        closeIfOver(tenantId, incidentId);
    }

    /**
     * Closes a locked incident of which nothing is left: as recovered if anything of it has, and tells those whose runs did; else as out
     * of use, which nobody is told.
     */
    void closeIfOver(UUID tenantId, UUID incidentId) {
        Instant now = clock.instant();
        String because = jdbc.sql("""
                        UPDATE alert_incident i SET state = 'CLOSED', closed_at = :now, closed_because = CASE WHEN EXISTS (
                            SELECT 1 FROM alert_subject s WHERE s.incident_id = i.id AND NOT s.out_of_use)
                            THEN 'RECOVERED' ELSE 'OUT_OF_USE' END
                        WHERE id = :id AND closed_at IS NULL AND NOT EXISTS (
                            SELECT 1 FROM alert_subject s WHERE s.incident_id = i.id AND s.recovered_at IS NULL)
                        RETURNING closed_because""")
                .param("now", Timestamp.from(now))
                .param("id", incidentId)
                .query(String.class)
                .optional()
                .orElse("");
        if (because.equals("RECOVERED")) {
            record Place(UUID process, UUID stage) {}
            jdbc.sql("""
                            SELECT DISTINCT process_id AS process, stage_id AS stage FROM alert_subject
                            WHERE incident_id = ? AND kind = 'FAILED' AND NOT out_of_use""").param(incidentId).query(Place.class).list().stream()
                    .flatMap(at -> targets(at.process(), at.stage(), AlertKind.RECOVERED, now).stream())
                    .distinct()
                    .forEach(target -> outbox.put(tenantId, incidentId, "recovered", target, now));
        }
        changed(tenantId, incidentId);
    }
}
