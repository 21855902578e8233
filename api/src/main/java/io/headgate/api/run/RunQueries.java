package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Lists of runs, newest first. */
@Repository
class RunQueries {

    /** Counting ends here: nobody turns that many pages, and counting all is what makes a long list slow. */
    static final int TOTAL_LIMIT = 1000;

    /**
     * Which runs; what is null does not matter.
     *
     * @param process key of a process
     * @param version number of a version; only with a process it means one thing
     * @param stage key of a stage
     * @param from asked for at this time or later
     * @param to asked for before this time
     */
    record Filter(
            @Nullable String process,
            @Nullable RunState state,
            @Nullable RunOrigin origin,
            @Nullable Integer version,
            @Nullable String stage,
            @Nullable Instant from,
            @Nullable Instant to) {}

    private static final String VERSION = """
            LEFT JOIN publication b ON b.tenant_id = r.tenant_id AND b.id = r.publication_id
            LEFT JOIN process_version v ON v.tenant_id = r.tenant_id AND v.id = b.version_id
            """;

    private static final String REPEATED_BY = """
            (SELECT again.id FROM run again WHERE again.tenant_id = r.tenant_id AND again.parent_id = r.id
             ORDER BY again.requested_at DESC LIMIT 1) AS repeated_by""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RunQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param before where the page begins, as the page before it has told; null for the newest */
    @Transactional(readOnly = true)
    public RunPage list(UUID tenantId, Filter filter, @Nullable String before, int size) {
        Map<String, Object> values = new HashMap<>(Map.of("tenant", tenantId));
        String where = where(filter, values);
        int total = jdbc.sql("SELECT count(*) FROM (SELECT 1 FROM run r " + (filter.version() == null ? "" : VERSION)
                        + where + " LIMIT :most) counted")
                .params(values)
                .param("most", TOTAL_LIMIT)
                .query(Integer.class)
                .single();
        List<RunSummary> items = items(where, values, before == null ? null : RunCursor.read(before), size + 1);
        List<RunSummary> shown = items.subList(0, Math.min(size, items.size()));
        String next = items.size() > size ? RunCursor.after(shown.getLast()).text() : null;
        return new RunPage(shown, next, total, TOTAL_LIMIT);
    }

    private List<RunSummary> items(String where, Map<String, Object> values, @Nullable RunCursor cursor, int size) {
        String after = cursor == null ? "" : " AND (r.requested_at, r.id) < (:at, cast(:id AS text))";
        var query = jdbc.sql(
                        "SELECT r.*, p.key AS process_key, p.name AS process_name, s.key AS stage, v.number AS version, "
                                + REPEATED_BY + " FROM run r "
                                + "JOIN process p ON p.tenant_id = r.tenant_id AND p.id = r.process_id "
                                + "JOIN stage s ON s.tenant_id = r.tenant_id AND s.id = r.stage_id " + VERSION
                                + where + after + " ORDER BY r.requested_at DESC, r.id DESC LIMIT :size")
                .params(values)
                .param("size", size);
        if (cursor != null) {
            query = query.param("at", Timestamp.from(cursor.requestedAt())).param("id", cursor.id());
        }
        return query.query((row, number) -> summary(row)).list();
    }

    /** Only what is asked for, so that an index can serve it; each value is bound. */
    private static String where(Filter filter, Map<String, Object> values) {
        StringBuilder where = new StringBuilder("WHERE r.tenant_id = :tenant");
        add(
                where,
                values,
                "process",
                filter.process(),
                "r.process_id = (SELECT id FROM process WHERE tenant_id = :tenant AND key = :process)");
        add(
                where,
                values,
                "state",
                filter.state() == null ? null : filter.state().name(),
                "r.state = :state");
        add(
                where,
                values,
                "origin",
                filter.origin() == null ? null : filter.origin().name(),
                "r.origin = :origin");
        add(where, values, "version", filter.version(), "v.number = :version");
        add(
                where,
                values,
                "stage",
                filter.stage(),
                "r.stage_id IN (SELECT id FROM stage WHERE tenant_id = :tenant AND key = :stage)");
        add(
                where,
                values,
                "from",
                filter.from() == null ? null : Timestamp.from(filter.from()),
                "r.requested_at >= :from");
        add(where, values, "to", filter.to() == null ? null : Timestamp.from(filter.to()), "r.requested_at < :to");
        return where.toString();
    }

    private static void add(
            StringBuilder where, Map<String, Object> values, String name, @Nullable Object value, String condition) {
        if (value != null) {
            where.append(" AND ").append(condition);
            values.put(name, value);
        }
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
                instant(row.getTimestamp("ended_at")),
                row.getString("repeated_by"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
