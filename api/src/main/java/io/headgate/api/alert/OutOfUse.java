package io.headgate.api.alert;

import io.headgate.api.process.ProcessArchived;
import io.headgate.api.run.FailedRun;
import io.headgate.api.stage.StageRemoved;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes out of incidents what nobody will mend any more: what is of an archived process or of a stage that was removed. An incident
 * that is about nothing else is over, and nobody is told that anything had succeeded. What fails afterwards is written down again.
 */
@Component
class OutOfUse implements WorkHandler {

    /** Kind of the work: a process or a stage, by its id. */
    static final String KIND = "alert-out-of-use";

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final WorkQueue work;
    private final TransactionTemplate transactions;
    private final Clock clock;

    OutOfUse(JdbcClient jdbc, Incidents incidents, WorkQueue work, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    @EventListener
    void note(ProcessArchived archived) {
        work.put(archived.tenantId(), KIND, archived.processId().toString());
    }

    @EventListener
    void note(StageRemoved removed) {
        work.put(removed.tenantId(), KIND, removed.stageId().toString());
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** A run may have been taken out of use while it was under way, or before its end was told: what came of it is taken out, too. */
    void lookAt(UUID tenantId, FailedRun run) {
        List<UUID> outOfUse = Objects.requireNonNull(transactions.execute(status -> jdbc.sql("""
                        SELECT id FROM process WHERE id = :process AND archived_at IS NOT NULL
                        UNION ALL SELECT id FROM stage WHERE id = :stage AND removed_at IS NOT NULL""")
                .param("process", run.processId())
                .param("stage", run.stageId())
                .query(UUID.class)
                .list()));
        outOfUse.forEach(id -> handle(tenantId, id.toString()));
    }

    /** One incident after the other, each in a transaction of its own. */
    @Override
    public Next handle(UUID tenantId, String id) {
        UUID outOfUse = UUID.fromString(id);
        List<UUID> about = Objects.requireNonNull(transactions.execute(
                status -> jdbc.sql("""
                        SELECT DISTINCT incident_id FROM alert_subject s WHERE recovered_at IS NULL AND (
                            s.process_id = (SELECT id FROM process WHERE id = :id AND archived_at IS NOT NULL)
                            OR s.stage_id = (SELECT id FROM stage WHERE id = :id AND removed_at IS NOT NULL))
                        ORDER BY incident_id""").param("id", outOfUse).query(UUID.class).list()));
        about.forEach(incident -> transactions.executeWithoutResult(status -> takeOut(tenantId, incident, outOfUse)));
        return Next.done();
    }

    private void takeOut(UUID tenantId, UUID incident, UUID outOfUse) {
        incidents.lock(incident);
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        UPDATE alert_subject SET recovered_at = :now, out_of_use = true
                        WHERE incident_id = :incident AND recovered_at IS NULL AND :id IN (process_id, stage_id)""")
                .param("now", now)
                .param("incident", incident)
                .param("id", outOfUse)
                .update();
        incidents.closeIfOver(tenantId, incident);
    }
}
