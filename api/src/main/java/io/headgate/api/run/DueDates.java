package io.headgate.api.run;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.stage.Stages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The dates of the ledger beside the runs that they became. */
@Service
class DueDates {

    /** What became of a date. */
    enum Outcome {
        /** It has a run that has begun. */
        ADMITTED,
        /** It has a run that still waits, or ended before its turn came. */
        NOT_ADMITTED,
        /** It has no run: it came due while nobody could run it. */
        MISSED,
        /** It fell on a holiday. */
        HOLIDAY,
        /** It had a run, which was removed when its time was over. */
        REMOVED
    }

    /**
     * A date of the ledger.
     *
     * @param businessDate null for dates that are older than the ledger's knowledge of it
     * @param movedTo when it is due instead, as it fell on a holiday; null if it was skipped, or was no holiday
     * @param movedFrom the date on a holiday that was moved here; null for one that fell here by itself
     * @param run null without one; the id that it had if it was removed
     * @param state of the run, or how it ended before it was removed
     * @param waitingFor why the run still waits
     * @param removedAt when the run was removed; null while it is there
     */
    record DueDate(
            Instant dueAt,
            @Nullable LocalDate businessDate,
            Outcome outcome,
            @Nullable Instant movedTo,
            @Nullable Instant movedFrom,
            @Nullable String run,
            @Nullable RunState state,
            @Nullable Instant notBefore,
            @Nullable Trouble waitingFor,
            @Nullable Instant removedAt) {}

    /**
     * A part of the ledger, the newest first.
     *
     * @param before where the next part begins; null after the last
     */
    record DueDatePage(List<DueDate> items, @Nullable Instant before) {}

    private static final String DATES = """
            SELECT d.*, coalesce(r.id, x.id) AS run, coalesce(r.state, x.state) AS state, r.admitted_at, r.not_before, r.reason,
                   x.removed_at FROM due_date d
            LEFT JOIN run r ON r.tenant_id = d.tenant_id AND r.process_id = d.process_id
              AND r.stage_id = d.stage_id AND r.due_at = d.due_at
            LEFT JOIN removed_run x ON x.tenant_id = d.tenant_id AND x.process_id = d.process_id
              AND x.stage_id = d.stage_id AND x.due_at = d.due_at
            WHERE d.process_id = :process AND d.stage_id = :stage AND d.due_at >= :from AND d.due_at < :to
            """;

    private final JdbcClient jdbc;
    private final Processes processes;
    private final Stages stages;
    private final RunRepository repository;
    private final Runs runs;
    private final RunTerms terms;
    private final RemovedRuns removed;
    private final AuditTrail audit;
    private final JsonMapper json;

    DueDates(
            JdbcClient jdbc,
            Processes processes,
            Stages stages,
            RunRepository repository,
            Runs runs,
            RunTerms terms,
            RemovedRuns removed,
            AuditTrail audit,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.processes = processes;
        this.stages = stages;
        this.repository = repository;
        this.runs = runs;
        this.terms = terms;
        this.removed = removed;
        this.audit = audit;
        this.json = json;
    }

    /**
     * The dates of a process from an instant to another one, which is not included.
     *
     * @param missed only those that were missed
     * @param stageKey null for the default stage
     */
    @Transactional(readOnly = true)
    public DueDatePage list(
            UUID tenantId,
            String processKey,
            Instant from,
            Instant to,
            boolean missed,
            int size,
            @Nullable String stageKey) {
        UUID process = processes.get(tenantId, processKey).id();
        String filter = missed ? "AND d.decision <> 'HOLIDAY' AND r.id IS NULL AND x.id IS NULL " : "";
        List<DueDate> found = jdbc.sql(DATES + filter + "ORDER BY d.due_at DESC LIMIT :most")
                .param("process", process)
                .param("stage", stages.get(tenantId, stageKey).id())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("most", size + 1)
                .query((row, number) -> date(row))
                .list();
        List<DueDate> items = found.subList(0, Math.min(size, found.size()));
        return new DueDatePage(
                List.copyOf(items), found.size() > size ? items.getLast().dueAt() : null);
    }

    /** Makes the run of a date of a stage that has none; the run that it has, if there is one. */
    @Transactional
    public String run(UUID tenantId, String processKey, String actor, Instant dueAt, @Nullable String stageKey) {
        ProcessView process = processes.lockInUse(tenantId, processKey);
        UUID stage = stages.hold(tenantId, stageKey).id();
        LocalDate businessDate = businessDate(process.id(), stage, dueAt);
        Optional<Run> known = repository.findByProcessIdAndStageIdAndDueAt(process.id(), stage, dueAt);
        if (known.isPresent()) {
            return known.get().id();
        }
        removed.removalOfDate(process.id(), stage, dueAt).ifPresent(at -> {
            throw ProblemException.conflict(
                    "schedule.date-removed",
                    "This date had its run, which was removed on " + RemovedRuns.day(at)
                            + " when its time was over. Run the process with the business date " + businessDate
                            + " to have it again.");
        });
        terms.newest(process.id(), stage);
        Run run = runs.enterUnattended(tenantId, process.id(), RunOrder.due(stage, actor, businessDate, dueAt, null));
        audit.record(tenantId, actor, "schedule.run-date", processKey, dueAt.toString());
        return run.id();
    }

    private LocalDate businessDate(UUID process, UUID stage, Instant dueAt) {
        return jdbc.sql("""
                        SELECT coalesce(d.business_date, (d.due_at AT TIME ZONE coalesce(s.zone, 'UTC'))::date) AS day
                        FROM due_date d
                        LEFT JOIN schedule s ON s.tenant_id = d.tenant_id AND s.process_id = d.process_id AND s.stage_id = d.stage_id
                        WHERE d.process_id = ? AND d.stage_id = ? AND d.due_at = ?""")
                .params(process, stage, Timestamp.from(dueAt))
                .query((row, number) -> row.getObject("day", LocalDate.class))
                .optional()
                .orElseThrow(() -> ProblemException.notFound(
                        "schedule.date-unknown", "The process was not due at this time; look at its dates again."));
    }

    private DueDate date(ResultSet row) throws SQLException {
        String run = row.getString("run");
        String reason = row.getString("reason");
        Instant removedAt = instant(row.getTimestamp("removed_at"));
        return new DueDate(
                row.getTimestamp("due_at").toInstant(),
                row.getObject("business_date", LocalDate.class),
                removedAt == null
                        ? outcome(row.getString("decision"), run, row.getTimestamp("admitted_at") != null)
                        : Outcome.REMOVED,
                instant(row.getTimestamp("moved_to")),
                instant(row.getTimestamp("moved_from")),
                run,
                run == null ? null : RunState.valueOf(row.getString("state")),
                instant(row.getTimestamp("not_before")),
                reason == null ? null : json.readValue(reason, Trouble.class),
                removedAt);
    }

    private static Outcome outcome(String decision, @Nullable String run, boolean admitted) {
        if (run != null) {
            return admitted ? Outcome.ADMITTED : Outcome.NOT_ADMITTED;
        }
        return decision.equals("HOLIDAY") ? Outcome.HOLIDAY : Outcome.MISSED;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
