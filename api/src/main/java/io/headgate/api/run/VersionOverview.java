package io.headgate.api.run;

import io.headgate.api.platform.Page;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.PublicationState;
import io.headgate.api.tenancy.CurrentTenant;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The versions of a process with what became of each: its publications and its runs. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/versions")
@Tag(name = "versions")
class VersionOverview {

    /**
     * A version in the list.
     *
     * @param sha256 hash of the canonical definition
     * @param live whether new runs start on it
     * @param liveOn keys of the stages on which they do, in their order
     * @param publication its latest publication's number; null if it was never published
     * @param publicationState where that publication stands
     * @param publications how often it was published
     * @param runs how many runs went on it
     * @param lastRunAt when the latest of them was asked for; null without one
     */
    record VersionSummary(
            int number,
            String sha256,
            String author,
            String note,
            Instant createdAt,
            boolean live,
            List<String> liveOn,
            @Nullable Integer publication,
            @Nullable PublicationState publicationState,
            int publications,
            long runs,
            @Nullable Instant lastRunAt) {}

    private static final String PAGE = """
            SELECT v.number, v.sha256, v.author, v.note, v.created_at, coalesce(b.live, false) AS live, b.live_on, b.number AS publication,
                   b.state, coalesce(b.publications, 0) AS publications, u.runs, u.last_run_at
            FROM (SELECT * FROM process_version WHERE tenant_id = :tenant AND process_id = :process
                  ORDER BY number DESC LIMIT :size OFFSET :skip) v
            LEFT JOIN LATERAL (SELECT max(p.number) AS number, count(*) AS publications, bool_or(p.state = 'LIVE') AS live,
                                      array_agg(s.key ORDER BY s.position) FILTER (WHERE p.state = 'LIVE') AS live_on,
                                      (array_agg(p.state ORDER BY p.number DESC))[1] AS state
                               FROM publication p JOIN stage s ON s.tenant_id = p.tenant_id AND s.id = p.stage_id
                               WHERE p.tenant_id = v.tenant_id AND p.version_id = v.id) b ON true
            LEFT JOIN LATERAL (SELECT count(*) AS runs, max(r.requested_at) AS last_run_at
                               FROM publication p JOIN run r ON r.tenant_id = p.tenant_id AND r.publication_id = p.id
                               WHERE p.tenant_id = v.tenant_id AND p.version_id = v.id) u ON true
            ORDER BY v.number DESC""";

    private final JdbcClient jdbc;
    private final Processes processes;

    VersionOverview(JdbcClient jdbc, Processes processes) {
        this.jdbc = jdbc;
        this.processes = processes;
    }

    /** The versions of a process, the newest first. */
    @GetMapping
    @Transactional(readOnly = true)
    public Page<VersionSummary> list(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        ProcessView found = processes.get(tenant.id(), process);
        List<VersionSummary> items = bound(PAGE, tenant.id(), found.id())
                .param("size", size)
                .param("skip", (long) page * size)
                .query((row, number) -> summary(row))
                .list();
        long total = bound(
                        "SELECT count(*) FROM process_version WHERE tenant_id = :tenant AND process_id = :process",
                        tenant.id(),
                        found.id())
                .query(Long.class)
                .single();
        return new Page<>(items, page, size, total);
    }

    private JdbcClient.StatementSpec bound(String sql, UUID tenantId, UUID processId) {
        return jdbc.sql(sql).param("tenant", tenantId).param("process", processId);
    }

    private static VersionSummary summary(ResultSet row) throws SQLException {
        String state = row.getString("state");
        Array liveOn = row.getArray("live_on");
        Timestamp lastRun = row.getTimestamp("last_run_at");
        return new VersionSummary(
                row.getInt("number"),
                row.getString("sha256"),
                row.getString("author"),
                row.getString("note"),
                row.getTimestamp("created_at").toInstant(),
                row.getBoolean("live"),
                liveOn == null ? List.of() : List.of((String[]) liveOn.getArray()),
                row.getObject("publication", Integer.class),
                state == null ? null : PublicationState.valueOf(state),
                row.getInt("publications"),
                row.getLong("runs"),
                lastRun == null ? null : lastRun.toInstant());
    }
}
