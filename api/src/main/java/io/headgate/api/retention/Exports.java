package io.headgate.api.retention;

import io.headgate.api.platform.Page;
import io.headgate.api.platform.Trouble;
import io.headgate.connector.storage.S3Uri;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The exports of the bound tenant: the one that is under way on a stage, and those that are done. */
@Repository
class Exports {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Exports(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The export under way on a stage, which no other changes until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Export> lockOpen(UUID stageId) {
        return jdbc.sql("SELECT * FROM run_export WHERE stage_id = ? AND ended_at IS NULL FOR UPDATE")
                .param(stageId)
                .query((row, number) -> open(row))
                .optional();
    }

    /** Notes which runs of a stage are to leave next, unless others were chosen at the same time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void choose(UUID tenantId, UUID stageId, Batch batch, Instant now) {
        jdbc.sql("""
                        INSERT INTO run_export (tenant_id, id, stage_id, runs, run_count, first_end, last_end, chosen_at)
                        VALUES (:tenant, :id, :stage, :runs, :count, :first, :last, :now)
                        ON CONFLICT (tenant_id, stage_id) WHERE ended_at IS NULL DO NOTHING""")
                .param("tenant", tenantId)
                .param("id", UUID.randomUUID())
                .param("stage", stageId)
                .param("runs", batch.ids().toArray(String[]::new))
                .param("count", batch.runs().size())
                .param("first", Timestamp.from(batch.runs().getFirst().endedAt()))
                .param("last", Timestamp.from(batch.runs().getLast().endedAt()))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Leaves only these in an export; without any it is forgotten. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepOnly(UUID export, Batch left) {
        if (left.runs().isEmpty()) {
            jdbc.sql("DELETE FROM run_export WHERE id = ?").param(export).update();
            return;
        }
        jdbc.sql(
                        "UPDATE run_export SET runs = :runs, run_count = :count, first_end = :first, last_end = :last WHERE id = :id")
                .param("runs", left.ids().toArray(String[]::new))
                .param("count", left.runs().size())
                .param("first", Timestamp.from(left.runs().getFirst().endedAt()))
                .param("last", Timestamp.from(left.runs().getLast().endedAt()))
                .param("id", export)
                .update();
    }

    /** Notes why the file could not be written. */
    @Transactional
    public void trouble(UUID export, Trouble trouble, Instant now) {
        jdbc.sql("UPDATE run_export SET trouble = ?, tried_at = ? WHERE id = ? AND ended_at IS NULL")
                .params(json.writeValueAsString(trouble), Timestamp.from(now), export)
                .update();
    }

    /** The runs are removed and the file is all there is of them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void done(UUID export, UUID account, HistoryFile file, Instant now) {
        jdbc.sql("""
                        UPDATE run_export SET runs = NULL, trouble = NULL, tried_at = :now, ended_at = :now, account_id = :account,
                               file = :file, bytes = :bytes, sha256 = :sha WHERE id = :id""")
                .param("now", Timestamp.from(now))
                .param("account", account)
                .param("file", file.name())
                .param("bytes", file.bytes().length)
                .param("sha", file.sha256())
                .param("id", export)
                .update();
    }

    /** The stages that have an export under way. */
    @Transactional(readOnly = true)
    public List<UUID> openStages() {
        return jdbc.sql("SELECT stage_id FROM run_export WHERE ended_at IS NULL")
                .query(UUID.class)
                .list();
    }

    @Transactional(readOnly = true)
    public long totalRemoved() {
        return jdbc.sql("SELECT coalesce(sum(run_count), 0) FROM run_export WHERE ended_at IS NOT NULL")
                .query(Long.class)
                .single();
    }

    @Transactional(readOnly = true)
    public List<RetentionView.StageTrouble> troubles() {
        return jdbc.sql("""
                        SELECT s.key, s.name, e.trouble, e.tried_at FROM run_export e
                        JOIN stage s ON s.tenant_id = e.tenant_id AND s.id = e.stage_id
                        WHERE e.trouble IS NOT NULL ORDER BY s.position, s.key""")
                .query((row, number) -> new RetentionView.StageTrouble(
                        row.getString("key"),
                        row.getString("name"),
                        json.readValue(row.getString("trouble"), Trouble.class),
                        row.getTimestamp("tried_at").toInstant()))
                .list();
    }

    /** The exports, newest first. */
    @Transactional(readOnly = true)
    public Page<ExportView> page(int page, int size) {
        List<ExportView> items = jdbc.sql("""
                        SELECT e.*, s.key AS stage, a.workspace FROM run_export e
                        JOIN stage s ON s.tenant_id = e.tenant_id AND s.id = e.stage_id
                        LEFT JOIN aws_account a ON a.tenant_id = e.tenant_id AND a.id = e.account_id
                        ORDER BY e.chosen_at DESC, e.id LIMIT :size OFFSET :skip""")
                .param("size", size)
                .param("skip", (long) page * size)
                .query((row, number) -> view(row))
                .list();
        long total =
                jdbc.sql("SELECT count(*) FROM run_export").query(Long.class).single();
        return new Page<>(items, page, size, total);
    }

    private static Export open(ResultSet row) throws SQLException {
        return new Export(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                Objects.requireNonNull(row.getObject("stage_id", UUID.class)),
                Arrays.asList((String[]) row.getArray("runs").getArray()),
                row.getTimestamp("first_end").toInstant(),
                row.getTimestamp("last_end").toInstant());
    }

    private static ExportView view(ResultSet row) throws SQLException {
        String file = row.getString("file");
        long bytes = row.getLong("bytes");
        return new ExportView(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("stage"),
                row.getInt("run_count"),
                row.getTimestamp("first_end").toInstant(),
                row.getTimestamp("last_end").toInstant(),
                instant(row.getTimestamp("ended_at")),
                file == null
                        ? null
                        : S3Uri.parse(row.getString("workspace")).resolve(file).toString(),
                file == null ? null : bytes,
                row.getString("sha256"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
