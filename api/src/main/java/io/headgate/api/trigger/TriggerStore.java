package io.headgate.api.trigger;

import io.headgate.api.trigger.TriggerView.Firing;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The triggers of the bound tenant, and what they did. */
@Repository
class TriggerStore {

    /** That runs of one process bring about runs of another. */
    record Edge(UUID upstreamId, UUID processId) {}

    /** That one process runs another on a stage. */
    record Call(UUID stageId, UUID callerId, UUID calledId) {

        Edge edge() {
            return new Edge(callerId, calledId);
        }
    }

    /** A trigger of one process. */
    record Stored(
            UUID upstreamId, String key, String name, boolean onlyScheduled, String createdBy, Instant createdAt) {}

    /** A trigger that a success may set off. */
    record Waiting(UUID processId, boolean onlyScheduled) {}

    /**
     * A run that succeeded.
     *
     * @param stageId the stage that it ran on
     * @param unattended whether it was started by a schedule or an event, or repeats a run that was, or was called by one
     * @param depth how many runs have started or called one another, itself included
     */
    record Success(UUID processId, UUID stageId, String key, LocalDate businessDate, boolean unattended, int depth) {}

    private final JdbcClient jdbc;
    private final EntityManager entities;

    TriggerStore(JdbcClient jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** Lets changes of a tenant's triggers take turns, so that two cannot close a cycle between them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(UUID tenantId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("trigger " + tenantId)
                .query()
                .listOfRows();
    }

    @Transactional(readOnly = true)
    public List<Edge> edges() {
        return jdbc.sql("SELECT upstream_id, process_id FROM run_trigger")
                .query(Edge.class)
                .list();
    }

    /** Which processes run which on the stages, by all versions that run there or are on their way. */
    @Transactional(readOnly = true)
    public List<Call> calls() {
        return jdbc.sql("""
                        SELECT DISTINCT p.stage_id, p.process_id AS caller_id, c.called_id
                        FROM version_call c JOIN publication p ON p.tenant_id = c.tenant_id AND p.version_id = c.version_id
                        WHERE p.state IN ('RENDERED', 'UPLOADED', 'READY', 'LIVE', 'RETIRING')""").query(Call.class).list();
    }

    /** The processes that a version runs. */
    @Transactional(readOnly = true)
    public List<UUID> calledBy(UUID version) {
        return jdbc.sql("SELECT DISTINCT called_id FROM version_call WHERE version_id = ? ORDER BY called_id")
                .param(version)
                .query(UUID.class)
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void put(UUID tenantId, UUID process, UUID upstream, boolean onlyScheduled, String actor, Instant now) {
        jdbc.sql("""
                        INSERT INTO run_trigger (tenant_id, process_id, upstream_id, only_scheduled, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant_id, process_id, upstream_id)
                        DO UPDATE SET only_scheduled = excluded.only_scheduled""")
                .params(tenantId, process, upstream, onlyScheduled, actor, Timestamp.from(now))
                .update();
    }

    /** Whether there was one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean remove(UUID process, UUID upstream) {
        return jdbc.sql("DELETE FROM run_trigger WHERE process_id = ? AND upstream_id = ?")
                        .params(process, upstream)
                        .update()
                > 0;
    }

    @Transactional(readOnly = true)
    public List<Stored> of(UUID process) {
        return jdbc.sql("""
                        SELECT t.upstream_id, p.key, p.name, t.only_scheduled, t.created_by, t.created_at
                        FROM run_trigger t JOIN process p ON p.tenant_id = t.tenant_id AND p.id = t.upstream_id
                        WHERE t.process_id = ? ORDER BY p.key""")
                .param(process)
                .query((row, number) -> new Stored(
                        row.getObject("upstream_id", UUID.class),
                        row.getString("key"),
                        row.getString("name"),
                        row.getBoolean("only_scheduled"),
                        row.getString("created_by"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    @Transactional(readOnly = true)
    public boolean existsAfter(UUID upstream) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM run_trigger WHERE upstream_id = ?)")
                .param(upstream)
                .query(Boolean.class)
                .single();
    }

    @Transactional(readOnly = true)
    public List<Waiting> after(UUID upstream) {
        return jdbc.sql("SELECT process_id, only_scheduled FROM run_trigger WHERE upstream_id = ? ORDER BY process_id")
                .param(upstream)
                .query(Waiting.class)
                .list();
    }

    /**
     * A repetition stands where the run stands that it repeats; a called run began as its caller began. What is known of runs that were
     * removed counts as well.
     */
    @Transactional(readOnly = true)
    public Success success(String run, int mostHops) {
        return jdbc.sql("""
                        WITH RECURSIVE up AS (
                          SELECT id, origin, parent_id, coalesce(upstream_id, caused_by, caller_run) AS upstream_id, caller_run IS NOT NULL AS called,
                                 1 AS depth, 1 AS hops, true AS same FROM run WHERE id = :run
                          UNION ALL
                          SELECT r.id, r.origin, r.parent_id, r.upstream_id, r.called,
                                 up.depth + (up.parent_id IS NULL)::integer, up.hops + 1, up.same AND (up.parent_id IS NOT NULL OR up.called)
                          FROM up CROSS JOIN LATERAL (
                            SELECT id, origin, parent_id, coalesce(upstream_id, caused_by, caller_run) AS upstream_id, caller_run IS NOT NULL AS called
                            FROM run WHERE id = coalesce(up.parent_id, up.upstream_id)
                            UNION ALL
                            SELECT id, origin, parent_id, upstream_id, origin = 'SUBPROCESS' FROM removed_run
                            WHERE id = coalesce(up.parent_id, up.upstream_id)) r
                          WHERE up.hops < :hops)
                        SELECT r.process_id, r.stage_id, p.key, r.business_date,
                               (SELECT bool_or(up.origin IN ('SCHEDULE', 'EVENT')) FROM up WHERE up.same) AS unattended,
                               (SELECT max(up.depth) FROM up) AS depth
                        FROM run r JOIN process p ON p.tenant_id = r.tenant_id AND p.id = r.process_id WHERE r.id = :run""")
                .param("run", run)
                .param("hops", mostHops)
                .query((row, number) -> new Success(
                        row.getObject("process_id", UUID.class),
                        row.getObject("stage_id", UUID.class),
                        row.getString("key"),
                        row.getObject("business_date", LocalDate.class),
                        row.getBoolean("unattended"),
                        row.getInt("depth")))
                .single();
    }

    /** How many runs of a process have begun after others or by files since an instant, those of this transaction included. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int startedSince(UUID process, Instant since) {
        entities.flush();
        return jdbc.sql("SELECT count(*) FROM run WHERE process_id = ? AND origin = 'EVENT' AND requested_at > ?")
                .params(process, Timestamp.from(since))
                .query(Integer.class)
                .single();
    }

    @Transactional(readOnly = true)
    public boolean hasFired(UUID process, String upstreamRun) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM trigger_firing WHERE process_id = ? AND upstream_run = ?)")
                .params(process, upstreamRun)
                .query(Boolean.class)
                .single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void fired(
            UUID tenantId,
            UUID process,
            Success success,
            String upstreamRun,
            Decision decision,
            @Nullable String run,
            Instant now) {
        entities.flush();
        jdbc.sql("""
                        INSERT INTO trigger_firing (tenant_id, process_id, upstream_run, upstream_id, decision, run_id, fired_at)
                        VALUES (:tenant, :process, :success, :upstream, :decision, :run, :now)""")
                .param("tenant", tenantId)
                .param("process", process)
                .param("success", upstreamRun)
                .param("upstream", success.processId())
                .param("decision", decision.name())
                .param("run", run)
                .param("now", Timestamp.from(now))
                .update();
    }

    @Transactional(readOnly = true)
    public List<Firing> firings(UUID process, UUID upstream, int most) {
        return jdbc.sql("""
                        SELECT upstream_run, decision, run_id, fired_at FROM trigger_firing
                        WHERE process_id = ? AND upstream_id = ? ORDER BY fired_at DESC, upstream_run LIMIT ?""")
                .params(process, upstream, most)
                .query((row, number) -> firing(row))
                .list();
    }

    private static Firing firing(ResultSet row) throws SQLException {
        Decision decision = Decision.valueOf(row.getString("decision"));
        return new Firing(
                row.getString("upstream_run"),
                decision,
                Limits.sentence(decision),
                row.getString("run_id"),
                row.getTimestamp("fired_at").toInstant());
    }
}
