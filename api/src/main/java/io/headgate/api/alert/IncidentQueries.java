package io.headgate.api.alert;

import io.headgate.api.platform.Page;
import io.headgate.api.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Incidents as people see them. */
@Repository
class IncidentQueries {

    private static final int MOST_MEMBERS = 200;

    private static final String SELECT =
            "SELECT i.*, p.key AS process_key, p.name AS process_name, g.key AS stage_key, s.* ";

    private static final String FROM = """
            FROM alert_incident i
            CROSS JOIN LATERAL (
                SELECT count(DISTINCT s.process_id) AS processes, count(s.recovered_at) FILTER (WHERE NOT s.out_of_use) AS recovered,
                       count(*) FILTER (WHERE s.kind = 'FAILED' AND s.recovered_at IS NULL AND s.rerun_by IS NULL) AS rerunnable,
                       CASE WHEN min(s.process_id::text) = max(s.process_id::text) THEN min(s.process_id::text)::uuid END
                           AS only_process,
                       CASE WHEN min(s.stage_id::text) = max(s.stage_id::text) THEN min(s.stage_id::text)::uuid END AS stage_id
                FROM alert_subject s WHERE s.tenant_id = i.tenant_id AND s.incident_id = i.id) s
            LEFT JOIN process p ON p.tenant_id = i.tenant_id AND p.id = coalesce(i.process_id, s.only_process)
            LEFT JOIN stage g ON g.tenant_id = i.tenant_id AND g.id = s.stage_id
            """;

    private static final String FILTER = """
            WHERE (cast(:open AS boolean) IS NULL OR (i.closed_at IS NULL) = :open)
              AND (cast(:process AS text) IS NULL OR EXISTS (
                  SELECT 1 FROM alert_subject f JOIN process q ON q.tenant_id = f.tenant_id AND q.id = f.process_id
                  WHERE f.tenant_id = i.tenant_id AND f.incident_id = i.id AND q.key = :process))
            """;

    private final JdbcClient jdbc;

    IncidentQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Page<IncidentView> list(@Nullable Boolean open, @Nullable String process, int page, int size) {
        List<IncidentView> items = jdbc.sql(
                        SELECT + FROM + FILTER + "ORDER BY i.last_at DESC, i.id LIMIT :size OFFSET :skip")
                .param("open", open)
                .param("process", process)
                .param("size", size)
                .param("skip", (long) page * size)
                .query((row, number) -> view(row, List.of()))
                .list();
        long total = jdbc.sql("SELECT count(*) FROM alert_incident i " + FILTER)
                .param("open", open)
                .param("process", process)
                .query(Long.class)
                .single();
        return new Page<>(items, page, size, total);
    }

    @Transactional(readOnly = true)
    public int open() {
        return jdbc.sql("SELECT count(*) FROM alert_incident WHERE state = 'OPEN'")
                .query(Integer.class)
                .single();
    }

    @Transactional(readOnly = true)
    public IncidentView get(UUID id) {
        List<IncidentView.Member> members = jdbc.sql("""
                        SELECT s.*, p.key, p.name FROM alert_subject s
                        JOIN process p ON p.tenant_id = s.tenant_id AND p.id = s.process_id
                        WHERE s.incident_id = ? ORDER BY s.at DESC, s.subject LIMIT ?""")
                .params(id, MOST_MEMBERS)
                .query((row, number) -> member(row))
                .list();
        return jdbc.sql(SELECT + FROM + "WHERE i.id = ?")
                .param(id)
                .query((row, number) -> view(row, members))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("alert.unknown", "There is no such alert."));
    }

    private static IncidentView view(ResultSet row, List<IncidentView.Member> members) throws SQLException {
        String code = row.getString("code");
        @Nullable String component = row.getString("component");
        Sentences.Said said = Sentences.of(code, component);
        return new IncidentView(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                AlertKind.valueOf(row.getString("kind")),
                code,
                said.sentence(),
                said.remedy(),
                row.getString("process_key"),
                row.getString("process_name"),
                component,
                row.getString("cluster_id"),
                row.getString("stage_key"),
                IncidentView.State.valueOf(row.getString("state")),
                row.getInt("runs"),
                row.getInt("processes"),
                row.getInt("recovered"),
                row.getInt("rerunnable"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("last_at").toInstant(),
                row.getString("acknowledged_by"),
                instant(row.getTimestamp("acknowledged_at")),
                instant(row.getTimestamp("closed_at")),
                row.getString("closed_because"),
                members);
    }

    private static IncidentView.Member member(ResultSet row) throws SQLException {
        return new IncidentView.Member(
                AlertKind.valueOf(row.getString("kind")),
                row.getString("run_id"),
                row.getString("key"),
                row.getString("name"),
                Objects.requireNonNull(row.getObject("business_date", LocalDate.class)),
                row.getTimestamp("at").toInstant(),
                row.getBoolean("out_of_use") ? null : instant(row.getTimestamp("recovered_at")),
                row.getString("rerun_by"),
                row.getString("rerun_id"),
                row.getString("rerun_refused"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
