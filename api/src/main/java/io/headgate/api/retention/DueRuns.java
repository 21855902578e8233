package io.headgate.api.retention;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which ended runs of the bound tenant may be removed: those that ended before a line, unless somebody still needs them. */
@Repository
class DueRuns {

    /** Counting ends here. */
    static final int COUNT_LIMIT = 100_000;

    /** A run that may be removed, and how much its results would add to a file. */
    record Candidate(String id, Instant endedAt, long bytes) {}

    /**
     * Runs that stay: the newest of a process on a stage and the newest that succeeded, from which lists and columns come; parents
     * and causes of runs that have not ended, runs of backfills that go on, of open alerts, of files that wait for their run; and
     * those about which work is in the queue.
     */
    private static final String NEEDED = """
            WITH needed AS MATERIALIZED (
              SELECT newest.id FROM process p
              JOIN stage s ON s.tenant_id = p.tenant_id
              CROSS JOIN LATERAL (
                (SELECT n.id FROM run n
                 WHERE n.tenant_id = p.tenant_id AND n.process_id = p.id AND n.stage_id = s.id AND n.ended_at IS NOT NULL
                 ORDER BY n.requested_at DESC, n.id DESC LIMIT 1)
                UNION ALL
                (SELECT n.id FROM run n
                 WHERE n.tenant_id = p.tenant_id AND n.process_id = p.id AND n.stage_id = s.id AND n.state = 'SUCCEEDED'
                 ORDER BY n.requested_at DESC, n.id DESC LIMIT 1)) newest
              WHERE p.tenant_id = :tenant
              UNION ALL
              SELECT others.id FROM run o CROSS JOIN LATERAL (VALUES (o.parent_id), (o.upstream_id), (o.caused_by), (o.caller_run)) others (id)
              WHERE o.tenant_id = :tenant AND o.ended_at IS NULL
              UNION ALL
              SELECT d.run_id FROM backfill b
              JOIN backfill_date d ON d.tenant_id = b.tenant_id AND d.backfill_id = b.id
              WHERE b.tenant_id = :tenant AND b.ended_at IS NULL
              UNION ALL
              SELECT s.run_id FROM alert_incident i
              JOIN alert_subject s ON s.tenant_id = i.tenant_id AND s.incident_id = i.id
              WHERE i.tenant_id = :tenant AND i.closed_at IS NULL
              UNION ALL
              SELECT a.caused_by FROM arrival_batch b
              JOIN arrival a ON a.tenant_id = b.tenant_id AND a.batch_id = b.id
              WHERE b.tenant_id = :tenant AND b.decision IS NULL
              UNION ALL
              SELECT w.id FROM work_item w WHERE w.tenant_id = :tenant)
            """;

    private static final String DUE = """
            FROM run r
            WHERE r.tenant_id = :tenant AND r.ended_at < :line AND r.state <> 'STOP_INCOMPLETE'
              AND NOT EXISTS (SELECT 1 FROM needed WHERE needed.id = r.id)
            """;

    private static final String OF_STAGE = "AND r.stage_id = :stage ";
    private static final String OF_ANY_STAGE =
            "AND r.stage_id IN (SELECT s.id FROM stage s WHERE s.tenant_id = :tenant) ";

    private final JdbcClient jdbc;

    DueRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many there are, on all stages, those that were removed included. */
    @Transactional(readOnly = true)
    public RetentionView.RunsDue count(UUID tenantId, Instant line) {
        int runs = query(
                        "SELECT count(*) FROM (SELECT 1 " + DUE + OF_ANY_STAGE + "LIMIT :most) counted",
                        tenantId,
                        line,
                        Map.of("most", COUNT_LIMIT))
                .query(Integer.class)
                .single();
        return new RetentionView.RunsDue(
                line, runs, COUNT_LIMIT, end("ASC", tenantId, line, runs), end("DESC", tenantId, line, runs));
    }

    /** The stages that have some, those that were removed included. */
    @Transactional(readOnly = true)
    public List<UUID> stages(UUID tenantId, Instant line) {
        return query(
                        "SELECT s.id FROM stage s WHERE s.tenant_id = :tenant AND EXISTS (SELECT 1 " + DUE
                                + "AND r.stage_id = s.id)",
                        tenantId,
                        line,
                        Map.of())
                .query(UUID.class)
                .list();
    }

    /** The oldest of a stage. */
    @Transactional(readOnly = true)
    public List<Candidate> oldest(UUID tenantId, UUID stageId, Instant line, int most) {
        return query(
                        "SELECT r.id, r.ended_at, (SELECT coalesce(sum(octet_length(t.result)), 0) FROM task_run t "
                                + "WHERE t.tenant_id = r.tenant_id AND t.run_id = r.id) AS bytes " + DUE + OF_STAGE
                                + "ORDER BY r.ended_at, r.id LIMIT :most",
                        tenantId,
                        line,
                        Map.of("stage", stageId, "most", most))
                .query((row, number) -> new Candidate(
                        row.getString("id"), row.getTimestamp("ended_at").toInstant(), row.getLong("bytes")))
                .list();
    }

    /** Those of these runs of a stage that may be removed, the oldest first. */
    @Transactional(readOnly = true)
    public List<Candidate> among(UUID tenantId, UUID stageId, Instant line, List<String> ids) {
        return query(
                        "SELECT r.id, r.ended_at " + DUE + OF_STAGE + "AND r.id = ANY (:ids) ORDER BY r.ended_at, r.id",
                        tenantId,
                        line,
                        Map.of("stage", stageId, "ids", ids.toArray(String[]::new)))
                .query((row, number) -> new Candidate(
                        row.getString("id"), row.getTimestamp("ended_at").toInstant(), 0))
                .list();
    }

    private @Nullable Instant end(String direction, UUID tenantId, Instant line, int runs) {
        return runs == 0
                ? null
                : query(
                                "SELECT r.ended_at " + DUE + OF_ANY_STAGE + "ORDER BY r.ended_at " + direction
                                        + " LIMIT 1",
                                tenantId,
                                line,
                                Map.of())
                        .query((row, number) -> row.getTimestamp("ended_at").toInstant())
                        .optional()
                        .orElse(null);
    }

    private JdbcClient.StatementSpec query(String sql, UUID tenantId, Instant line, Map<String, ?> more) {
        return jdbc.sql(NEEDED + sql)
                .param("tenant", tenantId)
                .param("line", Timestamp.from(line))
                .params(more);
    }
}
