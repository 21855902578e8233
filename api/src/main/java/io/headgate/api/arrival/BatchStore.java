package io.headgate.api.arrival;

import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Files that have arrived, and the batches in which they become runs. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class BatchStore {

    /**
     * Files that become one run, or did.
     *
     * @param bound the values that their names hold, as JSON
     * @param told more about the outcome, where there is more
     */
    record Batch(
            UUID id,
            UUID watchId,
            String bound,
            int files,
            Instant firstAt,
            Instant dueAt,
            @Nullable Outcome outcome,
            @Nullable String told,
            @Nullable String run) {}

    private final JdbcClient jdbc;
    private final EntityManager entities;

    BatchStore(JdbcClient jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** Whether S3 has told of this arrival before. */
    public boolean isKnown(UUID watch, String identity) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM arrival WHERE watch_id = ? AND identity = ?)")
                .params(watch, identity)
                .query(Boolean.class)
                .single();
    }

    /** Opens a batch for a watch and the values of a name, or joins the one that is open, which no other can close meanwhile. */
    public Batch join(UUID tenantId, Watch watch, String bound, Instant now) {
        Batch batch = jdbc.sql("""
                        INSERT INTO arrival_batch AS b (tenant_id, id, watch_id, bound, files, first_at, due_at)
                        VALUES (:tenant, :id, :watch, :bound, 1, :now, :now)
                        ON CONFLICT (tenant_id, watch_id, bound) WHERE decision IS NULL DO UPDATE SET files = b.files + 1
                        RETURNING *""")
                .param("tenant", tenantId)
                .param("id", UUID.randomUUID())
                .param("watch", watch.id())
                .param("bound", bound)
                .param("now", Timestamp.from(now))
                .query((row, number) -> batch(row))
                .single();
        Instant due = watch.gather().due(batch.firstAt(), now, watch.minutes());
        jdbc.sql("UPDATE arrival_batch SET due_at = ? WHERE id = ?")
                .params(Timestamp.from(due), batch.id())
                .update();
        return new Batch(batch.id(), batch.watchId(), bound, batch.files(), batch.firstAt(), due, null, null, null);
    }

    public void arrived(
            UUID tenantId, Batch batch, String identity, String path, @Nullable String causedBy, Instant now) {
        jdbc.sql("""
                        INSERT INTO arrival (tenant_id, watch_id, identity, batch_id, path, caused_by, received_at)
                        VALUES (:tenant, :watch, :identity, :batch, :path, :cause, :now)""")
                .param("tenant", tenantId)
                .param("watch", batch.watchId())
                .param("identity", identity)
                .param("batch", batch.id())
                .param("path", path)
                .param("cause", causedBy)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The id again if it is that of a run of the tenant; null otherwise. */
    public @Nullable String run(String id) {
        return jdbc.sql("SELECT id FROM run WHERE id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** An open batch, which stays as it is until the transaction ends. */
    public Optional<Batch> lockOpen(UUID id) {
        return jdbc.sql("SELECT * FROM arrival_batch WHERE id = ? AND decision IS NULL FOR UPDATE")
                .param(id)
                .query((row, number) -> batch(row))
                .optional();
    }

    /** The runs that wrote files of a batch. */
    public List<String> causes(UUID batch) {
        return jdbc.sql(
                        "SELECT DISTINCT caused_by FROM arrival WHERE batch_id = ? AND caused_by IS NOT NULL ORDER BY caused_by LIMIT 20")
                .param(batch)
                .query(String.class)
                .list();
    }

    public void decide(UUID batch, Outcome outcome, @Nullable String told, @Nullable String run, Instant now) {
        entities.flush();
        jdbc.sql(
                        "UPDATE arrival_batch SET decision = :outcome, told = :told, run_id = :run, decided_at = :now WHERE id = :id")
                .param("outcome", outcome.name())
                .param("told", told)
                .param("run", run)
                .param("now", Timestamp.from(now))
                .param("id", batch)
                .update();
    }

    /** Forgets arrivals that no queue can tell of any more. */
    public void forget(UUID watch, Instant before) {
        jdbc.sql("DELETE FROM arrival WHERE watch_id = ? AND received_at < ?")
                .params(watch, Timestamp.from(before))
                .update();
    }

    /** The latest batches of a watch, newest first. */
    public List<Batch> latest(UUID watch, int most) {
        return jdbc.sql("SELECT * FROM arrival_batch WHERE watch_id = ? ORDER BY first_at DESC, id LIMIT ?")
                .params(watch, most)
                .query((row, number) -> batch(row))
                .list();
    }

    /** Paths of a batch, in the order in which they came. */
    public List<String> paths(UUID batch, int most) {
        return jdbc.sql("SELECT path FROM arrival WHERE batch_id = ? ORDER BY received_at, path LIMIT ?")
                .params(batch, most)
                .query(String.class)
                .list();
    }

    private static Batch batch(ResultSet row) throws SQLException {
        String decision = row.getString("decision");
        return new Batch(
                row.getObject("id", UUID.class),
                row.getObject("watch_id", UUID.class),
                row.getString("bound"),
                row.getInt("files"),
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                decision == null ? null : Outcome.valueOf(decision),
                row.getString("told"),
                row.getString("run_id"));
    }
}
