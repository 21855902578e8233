package io.headgate.api.run;

import io.headgate.api.platform.Page;
import io.headgate.api.platform.Trouble;
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
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Lists of runs and processes, each one query. */
@Repository
class RunQueries {

    private static final String FILTER = """
            FROM run r JOIN process p ON p.tenant_id = r.tenant_id AND p.id = r.process_id
            JOIN stage s ON s.tenant_id = r.tenant_id AND s.id = r.stage_id
            LEFT JOIN publication b ON b.tenant_id = r.tenant_id AND b.id = r.publication_id
            LEFT JOIN process_version v ON v.tenant_id = r.tenant_id AND v.id = b.version_id
            WHERE r.tenant_id = :tenant
              AND (cast(:process AS text) IS NULL OR p.key = :process)
              AND (cast(:state AS text) IS NULL OR r.state = :state)
              AND (cast(:stage AS text) IS NULL OR s.key = :stage)
              AND (cast(:version AS integer) IS NULL OR v.number = :version)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RunQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional(readOnly = true)
    public Page<RunSummary> list(
            UUID tenantId,
            @Nullable String process,
            @Nullable RunState state,
            @Nullable Integer version,
            @Nullable String stage,
            int page,
            int size) {
        String stateName = state == null ? null : state.name();
        List<RunSummary> items = jdbc.sql(
                        "SELECT r.*, p.key AS process_key, p.name AS process_name, s.key AS stage, v.number AS version "
                                + FILTER + "ORDER BY r.requested_at DESC, r.id LIMIT :size OFFSET :skip")
                .param("tenant", tenantId)
                .param("process", process)
                .param("state", stateName)
                .param("version", version)
                .param("stage", stage)
                .param("size", size)
                .param("skip", (long) page * size)
                .query((row, number) -> summary(row))
                .list();
        long total = jdbc.sql("SELECT count(*) " + FILTER)
                .param("tenant", tenantId)
                .param("process", process)
                .param("state", stateName)
                .param("version", version)
                .param("stage", stage)
                .query(Long.class)
                .single();
        return new Page<>(items, page, size, total);
    }

    private RunSummary summary(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        int version = row.getInt("version");
        boolean neverAdmitted = row.wasNull();
        return new RunSummary(
                row.getString("id"),
                row.getString("process_key"),
                row.getString("process_name"),
                row.getString("stage"),
                neverAdmitted ? null : version,
                RunState.valueOf(row.getString("state")),
                RunOrigin.valueOf(row.getString("origin")),
                row.getString("requested_by"),
                row.getObject("business_date", LocalDate.class),
                reason == null ? null : json.readValue(reason, Trouble.class),
                row.getTimestamp("requested_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
