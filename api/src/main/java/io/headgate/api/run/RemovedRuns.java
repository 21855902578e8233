package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is still known of the bound tenant's runs that were removed when their time was over. */
@Repository
class RemovedRuns {

    private final JdbcClient jdbc;

    RemovedRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes ended runs with all that belongs to them, and keeps what others still ask about them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(List<String> ids, Instant now, String file) {
        String[] those = ids.toArray(String[]::new);
        int kept = jdbc.sql("""
                        INSERT INTO removed_run (tenant_id, id, process_id, stage_id, state, origin, business_date, due_at, parent_id,
                                                 upstream_id, ended_at, removed_at, file)
                        SELECT tenant_id, id, process_id, stage_id, state, origin, business_date, due_at, parent_id,
                               coalesce(upstream_id, caused_by, caller_run), ended_at, :now, :file
                        FROM run WHERE id = ANY (:ids) AND ended_at IS NOT NULL""")
                .param("now", Timestamp.from(now))
                .param("file", file)
                .param("ids", those)
                .update();
        jdbc.sql("DELETE FROM attempt WHERE run_id = ANY (?)").param(those).update();
        jdbc.sql("DELETE FROM task_run WHERE run_id = ANY (?)").param(those).update();
        int removed =
                jdbc.sql("DELETE FROM run WHERE id = ANY (?)").param(those).update();
        if (kept != ids.size() || removed != ids.size()) {
            throw new IllegalStateException(
                    removed + " of " + ids.size() + " runs could be removed, " + kept + " of them had ended");
        }
    }

    /** When the run of a date of the ledger was removed; empty if it has none that was. */
    @Transactional(readOnly = true)
    public Optional<Instant> removalOfDate(UUID processId, UUID stageId, Instant dueAt) {
        return jdbc.sql("SELECT removed_at FROM removed_run WHERE process_id = ? AND stage_id = ? AND due_at = ?")
                .params(processId, stageId, Timestamp.from(dueAt))
                .query((row, number) -> row.getTimestamp("removed_at").toInstant())
                .optional();
    }

    /** Whose run it was that was removed. */
    @Transactional(readOnly = true)
    public Optional<UUID> processOf(String runId) {
        return jdbc.sql("SELECT process_id FROM removed_run WHERE id = ?")
                .param(runId)
                .query(UUID.class)
                .optional();
    }

    /** What to answer when a run is asked for that is not there. */
    @Transactional(readOnly = true)
    public ProblemException whyNot(String runId) {
        return jdbc.sql("SELECT removed_at, file FROM removed_run WHERE id = ?")
                .param(runId)
                .query((row, number) -> ProblemException.notFound(
                        "run.removed",
                        "This run was removed on "
                                + day(row.getTimestamp("removed_at").toInstant())
                                + ", when the time was over for which ended runs are kept. What it did stands in the account's workspace, in "
                                + row.getString("file") + "."))
                .optional()
                .orElseGet(Runs::unknown);
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
