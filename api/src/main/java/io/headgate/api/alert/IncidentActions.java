package io.headgate.api.alert;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.run.FailedRuns;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do about an incident: take note of it, and run all of it again. */
@Component
class IncidentActions implements WorkHandler {

    /** Kind of the work: an incident whose runs are to be run again, by its id. */
    static final String KIND = "alert-rerun";

    private static final int MOST_AT_ONCE = 1000;
    private static final int A_TURN = 20;

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final IncidentQueries queries;
    private final FailedRuns runs;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final AlertSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    IncidentActions(
            JdbcClient jdbc,
            Incidents incidents,
            IncidentQueries queries,
            FailedRuns runs,
            WorkQueue work,
            AuditTrail audit,
            AlertSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.queries = queries;
        this.runs = runs;
        this.work = work;
        this.audit = audit;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Somebody takes care of it: it is silent from now on, and over when nothing more has come for a while. */
    @Transactional
    public IncidentView acknowledge(UUID tenantId, UUID id, String actor) {
        incidents.lock(id);
        int changed =
                jdbc.sql("""
                        UPDATE alert_incident SET state = 'ACKNOWLEDGED', acknowledged_by = ?, acknowledged_at = ?
                        WHERE id = ? AND state = 'OPEN'""").params(actor, Timestamp.from(clock.instant()), id).update();
        IncidentView incident = queries.get(id);
        if (changed == 1) {
            audit.record(tenantId, actor, "alert.acknowledge", id.toString(), incident.code());
            work.put(
                    tenantId, IncidentEnd.KIND, id.toString(), incident.lastAt().plus(settings.window()));
            incidents.changed(tenantId, id);
        }
        return incident;
    }

    /** Has each failed run of it run again that was not yet; asked twice, nothing new happens. */
    @Transactional
    public IncidentView rerun(UUID tenantId, UUID id, String actor) {
        incidents.lock(id);
        queries.get(id);
        int asked = jdbc.sql("""
                        UPDATE alert_subject SET rerun_by = ? WHERE kind = 'FAILED' AND subject IN (
                            SELECT subject FROM alert_subject WHERE incident_id = ? AND kind = 'FAILED'
                              AND recovered_at IS NULL AND rerun_by IS NULL ORDER BY at LIMIT ?)""").params(actor, id, MOST_AT_ONCE).update();
        if (asked > 0) {
            audit.record(tenantId, actor, "alert.rerun", id.toString(), asked + " runs");
            work.put(tenantId, KIND, id.toString());
            incidents.changed(tenantId, id);
        }
        return queries.get(id);
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        UUID incident = UUID.fromString(id);
        List<String> asked = Objects.requireNonNull(transactions.execute(status ->
                jdbc.sql("""
                        SELECT subject FROM alert_subject WHERE incident_id = ? AND kind = 'FAILED' AND rerun_by IS NOT NULL
                          AND rerun_id IS NULL AND rerun_refused IS NULL ORDER BY at LIMIT ?""").params(incident, A_TURN).query(String.class).list()));
        asked.forEach(run -> begin(tenantId, incident, run));
        return asked.isEmpty() ? Next.done() : Next.at(clock.instant());
    }

    /** The repetition and the note of it are one transaction; what refuses it is noted in another. */
    private void begin(UUID tenantId, UUID incident, String run) {
        try {
            transactions.executeWithoutResult(status -> {
                String actor =
                        jdbc.sql("""
                                SELECT rerun_by FROM alert_subject WHERE kind = 'FAILED' AND subject = ?
                                  AND rerun_id IS NULL AND rerun_refused IS NULL FOR UPDATE""").param(run).query(String.class).optional().orElse("");
                if (actor.isEmpty()) {
                    return;
                }
                if (runs.isRepeated(run)) {
                    throw ProblemException.conflict("alert.repeated-already", "Somebody has run it again already.");
                }
                note(tenantId, incident, run, "rerun_id", runs.repeat(tenantId, run, actor));
            });
        } catch (ProblemException e) {
            transactions.executeWithoutResult(
                    status -> note(tenantId, incident, run, "rerun_refused", String.valueOf(e.getMessage())));
        }
    }

    private void note(UUID tenantId, UUID incident, String run, String column, String text) {
        jdbc.sql("UPDATE alert_subject SET " + column + " = ? WHERE kind = 'FAILED' AND subject = ?")
                .params(text, run)
                .update();
        incidents.changed(tenantId, incident);
    }
}
