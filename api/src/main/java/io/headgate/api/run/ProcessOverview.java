package io.headgate.api.run;

import io.headgate.api.platform.Page;
import io.headgate.api.publication.PublicationState;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The read model behind the list of processes. */
@Repository
class ProcessOverview {

    /** One process with its newest publication. */
    record Row(
            UUID id,
            String key,
            String name,
            String owner,
            boolean paused,
            Instant draftAt,
            String draftBy,
            @Nullable PublicationState publication,
            @Nullable Integer version) {}

    private static final String WHERE = """
            FROM process p
            LEFT JOIN LATERAL (SELECT b.state, v.number FROM publication b
                               JOIN process_version v ON v.tenant_id = b.tenant_id AND v.id = b.version_id
                               WHERE b.tenant_id = p.tenant_id AND b.process_id = p.id
                               ORDER BY b.number DESC LIMIT 1) newest ON true
            WHERE p.tenant_id = :tenant AND (p.name ILIKE :like OR p.key ILIKE :like)
            """;

    private final JdbcClient jdbc;

    ProcessOverview(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Page<Row> list(UUID tenantId, String query, ProcessOverviewController.Sort sort, int page, int size) {
        String like = "%" + query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        String order = switch (sort) {
            case name -> "ORDER BY lower(p.name), p.key";
            case changed -> "ORDER BY p.draft_at DESC, p.key";
        };
        List<Row> items = jdbc.sql(
                        "SELECT p.id, p.key, p.name, p.owner, p.paused, p.draft_at, p.draft_by, newest.state AS publication, newest.number AS version "
                                + WHERE + order + " LIMIT :size OFFSET :skip")
                .param("tenant", tenantId)
                .param("like", like)
                .param("size", size)
                .param("skip", (long) page * size)
                .query(Row.class)
                .list();
        long total = jdbc.sql("SELECT count(*) " + WHERE)
                .param("tenant", tenantId)
                .param("like", like)
                .query(Long.class)
                .single();
        return new Page<>(items, page, size, total);
    }

    @Transactional(readOnly = true)
    public List<ProcessOverviewController.LastRun> lastRuns(UUID processId) {
        return jdbc.sql("""
                        SELECT id, state, requested_at, started_at, ended_at FROM run
                        WHERE process_id = ? ORDER BY requested_at DESC LIMIT 10""")
                .param(processId)
                .query((row, number) -> new ProcessOverviewController.LastRun(
                        row.getString("id"),
                        RunState.valueOf(row.getString("state")),
                        row.getTimestamp("requested_at").toInstant(),
                        instant(row.getTimestamp("started_at")),
                        instant(row.getTimestamp("ended_at"))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
