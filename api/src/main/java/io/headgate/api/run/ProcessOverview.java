package io.headgate.api.run;

import io.headgate.api.platform.Page;
import io.headgate.api.publication.PublicationState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The read model behind the list of processes: however long the page, it is one query, and one more counts. */
@Repository
class ProcessOverview {

    /** One process with its newest publication and its latest runs. */
    record Row(
            UUID id,
            String key,
            String name,
            String owner,
            List<String> tags,
            boolean paused,
            Instant draftAt,
            String draftBy,
            @Nullable Instant archivedAt,
            @Nullable PublicationState publication,
            @Nullable Integer version,
            List<ProcessOverviewController.LastRun> lastRuns) {}

    /** A tag and how many processes in use have it. */
    record TagCount(String tag, long processes) {}

    /** The page is found first, by the process's own columns; what else is shown is looked up for the page only. */
    private static final String PAGE = """
            WITH page AS (SELECT p.*, row_number() OVER () AS place FROM (SELECT p.tenant_id, p.id, p.key, p.name, p.owner, p.tags,
                            p.paused, p.draft_at, p.draft_by, p.archived_at
                          FROM process p %s %s LIMIT :size OFFSET :skip) p)
            SELECT page.*, newest.state AS publication, newest.number AS version, latest.runs
            FROM page
            LEFT JOIN LATERAL (SELECT b.state, v.number FROM publication b
                               JOIN process_version v ON v.tenant_id = b.tenant_id AND v.id = b.version_id
                               WHERE b.tenant_id = page.tenant_id AND b.process_id = page.id AND b.stage_id = (SELECT default_stage())
                               ORDER BY b.number DESC LIMIT 1) newest ON true
            LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'state', r.state,
                                        'requestedAt', r.requested_at, 'startedAt', r.started_at, 'endedAt', r.ended_at)
                                        ORDER BY r.requested_at DESC) AS runs
                               FROM (SELECT * FROM run r WHERE r.tenant_id = page.tenant_id AND r.process_id = page.id
                                     ORDER BY r.requested_at DESC LIMIT 10) r) latest ON true
            ORDER BY page.place""";

    private static final String LAST_RUN = """
            LEFT JOIN LATERAL (SELECT r.requested_at FROM run r WHERE r.tenant_id = p.tenant_id AND r.process_id = p.id
                               ORDER BY r.requested_at DESC LIMIT 1) last ON true
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ProcessOverview(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional(readOnly = true)
    public Page<Row> list(UUID tenantId, ProcessFilter filter, int page, int size) {
        String from = filter.sort() == ProcessFilter.Sort.lastRun ? LAST_RUN + where(filter) : where(filter);
        List<Row> items = bound(PAGE.formatted(from, order(filter.sort())), tenantId, filter)
                .param("size", size)
                .param("skip", (long) page * size)
                .query((row, number) -> row(row))
                .list();
        long total = bound("SELECT count(*) FROM process p " + where(filter), tenantId, filter)
                .query(Long.class)
                .single();
        return new Page<>(items, page, size, total);
    }

    /** The tags of the processes that are in use, the commonest first. */
    @Transactional(readOnly = true)
    public List<TagCount> tags(UUID tenantId) {
        return jdbc.sql("""
                        SELECT tag, count(*) AS processes FROM process p, unnest(p.tags) AS tag
                        WHERE p.tenant_id = ? AND p.archived_at IS NULL
                        GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 500""").param(tenantId).query(TagCount.class).list();
    }

    /** Only what is asked for stands in the query, so that the database can plan for it. */
    private static String where(ProcessFilter filter) {
        StringBuilder where = new StringBuilder("WHERE p.tenant_id = :tenant");
        where.append(
                switch (filter.archived()) {
                    case no -> " AND p.archived_at IS NULL";
                    case only -> " AND p.archived_at IS NOT NULL";
                    case also -> "";
                });
        if (!filter.query().isEmpty()) {
            where.append(" AND p.search LIKE lower(:like)");
        }
        if (filter.owner() != null) {
            where.append(" AND p.owner = :owner");
        }
        if (!filter.tags().isEmpty()) {
            where.append(" AND p.tags @> cast(:tags AS text[])");
        }
        return where.append(' ').toString();
    }

    private static String order(ProcessFilter.Sort sort) {
        return switch (sort) {
            case name -> "ORDER BY lower(p.name), p.key";
            case changed -> "ORDER BY p.draft_at DESC, p.key";
            case lastRun -> "ORDER BY last.requested_at DESC NULLS LAST, p.key";
        };
    }

    private JdbcClient.StatementSpec bound(String sql, UUID tenantId, ProcessFilter filter) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql).param("tenant", tenantId);
        if (!filter.query().isEmpty()) {
            statement = statement.param("like", filter.like());
        }
        if (filter.owner() != null) {
            statement = statement.param("owner", filter.owner());
        }
        return filter.tags().isEmpty()
                ? statement
                : statement.param("tags", filter.tags().toArray(String[]::new));
    }

    private Row row(ResultSet row) throws SQLException {
        Array tags = row.getArray("tags");
        String publication = row.getString("publication");
        int version = row.getInt("version");
        boolean neverPublished = row.wasNull();
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("name"),
                row.getString("owner"),
                List.of((String[]) tags.getArray()),
                row.getBoolean("paused"),
                row.getTimestamp("draft_at").toInstant(),
                row.getString("draft_by"),
                instant(row.getTimestamp("archived_at")),
                publication == null ? null : PublicationState.valueOf(publication),
                neverPublished ? null : version,
                runs(row.getString("runs")));
    }

    private List<ProcessOverviewController.LastRun> runs(@Nullable String runs) {
        return runs == null
                ? List.of()
                : json.readTree(runs).values().stream()
                        .map(run -> new ProcessOverviewController.LastRun(
                                run.get("id").asString(),
                                RunState.valueOf(run.get("state").asString()),
                                Objects.requireNonNull(at(run.get("requestedAt"))),
                                at(run.get("startedAt")),
                                at(run.get("endedAt"))))
                        .toList();
    }

    private static @Nullable Instant at(JsonNode time) {
        return time.isNull() ? null : OffsetDateTime.parse(time.asString()).toInstant();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
