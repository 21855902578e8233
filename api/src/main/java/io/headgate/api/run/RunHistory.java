package io.headgate.api.run;

import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The runs of a process with all their components: what the grid shows, two queries a page. */
@Service
class RunHistory {

    /**
     * Which runs; what is null does not matter.
     *
     * @param from first business date
     * @param to last business date
     * @param stage key of a stage
     */
    record Filter(
            @Nullable RunState state,
            @Nullable RunOrigin origin,
            @Nullable String stage,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    private record Row(HistoryPage.HistoryRun run, @Nullable UUID versionId) {}

    private record Task(
            String run,
            String key,
            TaskState state,
            @Nullable Long milliseconds,
            @Nullable String error) {}

    private static final String RUNS = """
            SELECT r.*, s.key AS stage, v.number AS version, v.id AS version_id
            FROM run r
            JOIN stage s ON s.tenant_id = r.tenant_id AND s.id = r.stage_id
            LEFT JOIN publication b ON b.tenant_id = r.tenant_id AND b.id = r.publication_id
            LEFT JOIN process_version v ON v.tenant_id = r.tenant_id AND v.id = b.version_id
            WHERE r.tenant_id = :tenant AND r.process_id = :process
              AND (cast(:state AS text) IS NULL OR r.state = :state)
              AND (cast(:origin AS text) IS NULL OR r.origin = :origin)
              AND (cast(:stage AS text) IS NULL OR s.key = :stage)
              AND (cast(:from AS date) IS NULL OR r.business_date >= :from)
              AND (cast(:to AS date) IS NULL OR r.business_date <= :to)
              AND (cast(:at AS timestamptz) IS NULL OR (r.requested_at, r.id) < (:at, cast(:id AS text)))
            ORDER BY r.requested_at DESC, r.id DESC LIMIT :size
            """;

    private static final String TASKS = """
            SELECT t.run_id, t.component_key, t.state, t.started_at, t.ended_at, t.error::json ->> 'code' AS code
            FROM task_run t WHERE t.tenant_id = :tenant AND t.run_id IN (:runs) ORDER BY t.run_id, t.n
            """;

    private final Processes processes;
    private final RunGraphs graphs;
    private final JdbcClient jdbc;

    RunHistory(Processes processes, RunGraphs graphs, JdbcClient jdbc) {
        this.processes = processes;
        this.graphs = graphs;
        this.jdbc = jdbc;
    }

    /**
     * A page of the grid.
     *
     * @param before where the page begins, as the page before it has told; null for the newest
     */
    @Transactional(readOnly = true)
    public HistoryPage page(UUID tenantId, String processKey, Filter filter, @Nullable String before, int size) {
        ProcessView process = processes.get(tenantId, processKey);
        List<Row> rows = rows(tenantId, process.id(), filter, before == null ? null : RunCursor.read(before), size + 1);
        String next =
                rows.size() > size ? RunCursor.after(rows.get(size - 1).run()).text() : null;
        List<Row> shown = rows.subList(0, Math.min(size, rows.size()));
        List<Task> tasks =
                tasks(tenantId, shown.stream().map(row -> row.run().id()).toList());
        Map<String, String> labels = labels(shown, tasks);
        Map<String, List<HistoryPage.HistoryCell>> cells = cells(tasks, List.copyOf(labels.keySet()));
        return new HistoryPage(
                labels.entrySet().stream()
                        .map(label -> new HistoryPage.HistoryComponent(label.getKey(), label.getValue()))
                        .toList(),
                shown.stream()
                        .map(row -> row.run().with(cells.getOrDefault(row.run().id(), List.of())))
                        .toList(),
                next);
    }

    private List<Row> rows(UUID tenantId, UUID processId, Filter filter, @Nullable RunCursor cursor, int size) {
        return jdbc.sql(RUNS)
                .param("tenant", tenantId)
                .param("process", processId)
                .param("state", filter.state() == null ? null : filter.state().name())
                .param(
                        "origin",
                        filter.origin() == null ? null : filter.origin().name())
                .param("stage", filter.stage())
                .param("from", filter.from())
                .param("to", filter.to())
                .param("at", cursor == null ? null : Timestamp.from(cursor.requestedAt()))
                .param("id", cursor == null ? null : cursor.id())
                .param("size", size)
                .query((row, number) -> row(row))
                .list();
    }

    private List<Task> tasks(UUID tenantId, List<String> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(TASKS)
                .param("tenant", tenantId)
                .param("runs", runs)
                .query((row, number) -> task(row))
                .list();
    }

    /** Keys with their labels in the order of the newest run that has begun; what only older runs have comes last. */
    private Map<String, String> labels(List<Row> rows, List<Task> tasks) {
        Map<String, String> labels = new LinkedHashMap<>();
        rows.stream()
                .map(Row::versionId)
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(version -> graphs.ofVersion(version).definition().components().stream())
                .forEach(component -> labels.putIfAbsent(component.key(), component.label()));
        tasks.forEach(task -> labels.putIfAbsent(task.key(), task.key()));
        labels.keySet().retainAll(tasks.stream().map(Task::key).collect(Collectors.toSet()));
        return labels;
    }

    private static Map<String, List<HistoryPage.HistoryCell>> cells(List<Task> tasks, List<String> order) {
        Map<String, Integer> places = new HashMap<>();
        order.forEach(key -> places.put(key, places.size()));
        Map<String, List<HistoryPage.HistoryCell>> cells = new HashMap<>();
        for (Task task : tasks) {
            cells.computeIfAbsent(task.run(), run -> new ArrayList<>())
                    .add(new HistoryPage.HistoryCell(
                            Objects.requireNonNull(places.get(task.key())),
                            task.state(),
                            task.milliseconds(),
                            task.error()));
        }
        return cells;
    }

    private static Row row(ResultSet row) throws SQLException {
        HistoryPage.HistoryRun run = new HistoryPage.HistoryRun(
                row.getString("id"),
                RunState.valueOf(row.getString("state")),
                RunOrigin.valueOf(row.getString("origin")),
                row.getString("stage"),
                row.getObject("version", Integer.class),
                row.getObject("business_date", LocalDate.class),
                Objects.requireNonNull(instant(row, "requested_at")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                List.of());
        return new Row(run, row.getObject("version_id", UUID.class));
    }

    private static Task task(ResultSet row) throws SQLException {
        Instant began = instant(row, "started_at");
        Instant ended = instant(row, "ended_at");
        return new Task(
                row.getString("run_id"),
                row.getString("component_key"),
                TaskState.valueOf(row.getString("state")),
                began == null || ended == null
                        ? null
                        : Duration.between(began, ended).toMillis(),
                row.getString("code"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
