package io.headgate.api.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs that did not go as they should, for other features, and their repetition. */
@Component
public class FailedRuns {

    /** The first component that failed, or that something keeps from going on, with its last attempt. */
    private static final String SELECT = """
            SELECT r.id, r.process_id, r.stage_id, r.state, r.business_date, coalesce(r.ended_at, r.admitted_at, r.requested_at) AS at,
                   coalesce(t.error::jsonb ->> 'code', a.trouble::jsonb ->> 'code', r.trouble::jsonb ->> 'code',
                            r.reason::jsonb ->> 'code') AS code,
                   CASE WHEN t.error IS NOT NULL OR a.trouble IS NOT NULL THEN t.component_key END AS component,
                   a.account_id, a.cluster_id
            FROM run r
            LEFT JOIN LATERAL (
                SELECT t.* FROM task_run t
                WHERE t.tenant_id = r.tenant_id AND t.run_id = r.id
                  AND (t.state = 'FAILED' OR (r.ended_at IS NULL AND t.state IN ('QUEUED', 'SUBMITTING', 'PENDING', 'RUNNING')))
                ORDER BY t.state <> 'FAILED', t.n LIMIT 1) t ON true
            LEFT JOIN LATERAL (
                SELECT a.account_id, a.cluster_id, a.trouble FROM attempt a
                WHERE a.tenant_id = r.tenant_id AND a.task_run_id = t.id ORDER BY a.number DESC LIMIT 1) a ON true
            """;

    private final JdbcClient jdbc;
    private final Reruns reruns;

    FailedRuns(JdbcClient jdbc, Reruns reruns) {
        this.jdbc = jdbc;
        this.reruns = reruns;
    }

    /** The run, whatever its state. */
    @Transactional(readOnly = true)
    public Optional<FailedRun> find(String runId) {
        return jdbc.sql(SELECT + "WHERE r.id = ?")
                .param(runId)
                .query((row, number) -> failedRun(row))
                .optional();
    }

    /** Whether the run is there and has not ended. */
    @Transactional(readOnly = true)
    public boolean isOpen(String runId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM run WHERE id = ? AND ended_at IS NULL)")
                .param(runId)
                .query(Boolean.class)
                .single();
    }

    /** The processes that have a run under way. */
    @Transactional(readOnly = true)
    public List<UUID> processesUnderWay() {
        return jdbc.sql(
                        "SELECT DISTINCT process_id FROM run WHERE ended_at IS NULL AND admitted_at IS NOT NULL ORDER BY 1")
                .query(UUID.class)
                .list();
    }

    /**
     * Runs of a process that were admitted before a time and have not ended, oldest first.
     *
     * @param stageIds the stages to look at; empty for every stage
     */
    @Transactional(readOnly = true)
    public List<FailedRun> underWaySince(UUID processId, List<UUID> stageIds, Instant before, int most) {
        return jdbc.sql(SELECT + """
                        WHERE r.process_id = :process AND r.ended_at IS NULL AND r.admitted_at < :before
                          AND (:everywhere OR r.stage_id::text = ANY (:stages))
                        ORDER BY r.admitted_at LIMIT :most""")
                .param("process", processId)
                .param("everywhere", stageIds.isEmpty())
                .param("stages", stageIds.stream().map(UUID::toString).toArray(String[]::new))
                .param("before", Timestamp.from(before))
                .param("most", most)
                .query((row, number) -> failedRun(row))
                .list();
    }

    /** The newest run of a process on a stage for a business date. */
    @Transactional(readOnly = true)
    public Optional<FailedRun> newestFor(UUID processId, UUID stageId, LocalDate date) {
        return jdbc.sql(
                        SELECT
                                + "WHERE r.process_id = ? AND r.stage_id = ? AND r.business_date = ? ORDER BY r.requested_at DESC LIMIT 1")
                .params(processId, stageId, date)
                .query((row, number) -> failedRun(row))
                .optional();
    }

    /** Whether a run of the process on that stage for that business date has succeeded, one that was removed since included. */
    @Transactional(readOnly = true)
    public boolean hasSucceededFor(UUID processId, UUID stageId, LocalDate date) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM run
                                       WHERE process_id = :process AND stage_id = :stage AND business_date = :date AND state = 'SUCCEEDED')
                            OR EXISTS (SELECT 1 FROM removed_run
                                       WHERE process_id = :process AND stage_id = :stage AND business_date = :date AND state = 'SUCCEEDED')""")
                .param("process", processId)
                .param("stage", stageId)
                .param("date", date)
                .query(Boolean.class)
                .single();
    }

    /** Whether a run of the same process and stage, for the same business date or a later one, has succeeded that ended after a time. */
    @Transactional(readOnly = true)
    public boolean hasSucceededSince(String runId, Instant after) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM run r JOIN run other ON other.tenant_id = r.tenant_id
                                           AND other.process_id = r.process_id AND other.stage_id = r.stage_id
                                       WHERE r.id = ? AND other.state = 'SUCCEEDED' AND other.ended_at > ?
                                         AND other.business_date >= r.business_date)""")
                .params(runId, Timestamp.from(after))
                .query(Boolean.class)
                .single();
    }

    /** Whether somebody has run it again already. */
    @Transactional(readOnly = true)
    public boolean isRepeated(String runId) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM run WHERE parent_id = :run)
                            OR EXISTS (SELECT 1 FROM removed_run WHERE parent_id = :run)""").param("run", runId).query(Boolean.class).single();
    }

    /** Runs again what did not succeed of a run, on the current version; the id of the new run. */
    @Transactional
    public String repeat(UUID tenantId, String runId, String actor) {
        return reruns.request(tenantId, runId, actor, Repeat.Scope.FAILED, null, Reruns.Version.CURRENT)
                .id();
    }

    private static FailedRun failedRun(ResultSet row) throws SQLException {
        @Nullable UUID account = row.getObject("account_id", UUID.class);
        return new FailedRun(
                row.getString("id"),
                row.getObject("process_id", UUID.class),
                row.getObject("stage_id", UUID.class),
                RunState.valueOf(row.getString("state")),
                row.getObject("business_date", LocalDate.class),
                row.getTimestamp("at").toInstant(),
                row.getString("code"),
                row.getString("component"),
                account,
                row.getString("cluster_id"));
    }
}
