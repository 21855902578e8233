package io.headgate.api.backfill;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The dates of backfills, and the runs that they became. */
@Repository
class BackfillDates {

    /**
     * One date.
     *
     * @param run null until its turn has come
     * @param state of the run, as the API names it, also when it was removed since; null until there is one
     */
    record Day(
            LocalDate date, @Nullable String run, @Nullable String state, boolean over) {}

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final EntityManager entities;

    BackfillDates(JdbcClient jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** Rows of backfills and runs that were saved in this transaction must be there before SQL looks for them. */
    private void flush() {
        entities.flush();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(UUID tenantId, UUID backfillId, List<LocalDate> dates) {
        flush();
        for (int from = 0; from < dates.size(); from += BATCH) {
            List<LocalDate> some = dates.subList(from, Math.min(dates.size(), from + BATCH));
            jdbc.sql("""
                            INSERT INTO backfill_date (tenant_id, backfill_id, business_date)
                            SELECT :tenant, :backfill, d FROM unnest(cast(:dates AS date[])) d""")
                    .param("tenant", tenantId)
                    .param("backfill", backfillId)
                    .param("dates", array(some))
                    .update();
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void became(UUID backfillId, LocalDate date, String runId) {
        flush();
        jdbc.sql("UPDATE backfill_date SET run_id = ? WHERE backfill_id = ? AND business_date = ?")
                .params(runId, backfillId, date)
                .update();
    }

    /** All dates of a backfill, oldest first. */
    @Transactional(readOnly = true)
    public List<Day> of(UUID backfillId) {
        flush();
        return jdbc.sql("""
                        SELECT d.business_date, d.run_id, coalesce(r.state, x.state) AS state,
                               r.ended_at IS NOT NULL OR x.id IS NOT NULL AS over FROM backfill_date d
                        LEFT JOIN run r ON r.tenant_id = d.tenant_id AND r.id = d.run_id
                        LEFT JOIN removed_run x ON x.tenant_id = d.tenant_id AND x.id = d.run_id
                        WHERE d.backfill_id = ? ORDER BY d.business_date""")
                .param(backfillId)
                .query((row, number) -> new Day(
                        row.getObject("business_date", LocalDate.class),
                        row.getString("run_id"),
                        row.getString("state"),
                        row.getBoolean("over")))
                .list();
    }

    /** How many dates of each backfill are in each state; a date that has no run yet counts under the empty text. */
    @Transactional(readOnly = true)
    public Map<UUID, Map<String, Integer>> progress(Collection<UUID> backfills) {
        Map<UUID, Map<String, Integer>> counts = new LinkedHashMap<>();
        if (backfills.isEmpty()) {
            return counts;
        }
        jdbc.sql("""
                        SELECT d.backfill_id, coalesce(r.state, x.state, '') AS state, count(*) AS dates FROM backfill_date d
                        LEFT JOIN run r ON r.tenant_id = d.tenant_id AND r.id = d.run_id
                        LEFT JOIN removed_run x ON x.tenant_id = d.tenant_id AND x.id = d.run_id
                        WHERE d.backfill_id IN (:backfills) GROUP BY 1, 2 ORDER BY 1, 2""").param("backfills", backfills).query(row -> {
            counts.computeIfAbsent(row.getObject("backfill_id", UUID.class), id -> new LinkedHashMap<>())
                    .put(row.getString("state"), row.getInt("dates"));
        });
        return counts;
    }

    /**
     * Those days of a span for which the process has a run on the stage that succeeded, one that was removed since included, or one
     * that has not ended.
     */
    @Transactional(readOnly = true)
    public Set<LocalDate> taken(UUID processId, UUID stageId, LocalDate first, LocalDate last) {
        return jdbc
                .sql("""
                        SELECT business_date FROM run
                        WHERE process_id = :process AND stage_id = :stage AND (state = 'SUCCEEDED' OR ended_at IS NULL)
                          AND business_date BETWEEN :first AND :last
                        UNION
                        SELECT business_date FROM removed_run
                        WHERE process_id = :process AND stage_id = :stage AND state = 'SUCCEEDED'
                          AND business_date BETWEEN :first AND :last""")
                .param("process", processId)
                .param("stage", stageId)
                .param("first", first)
                .param("last", last)
                .query((row, number) -> row.getObject("business_date", LocalDate.class))
                .stream()
                .collect(Collectors.toSet());
    }

    /** The backfill that a run belongs to. */
    @Transactional(readOnly = true)
    public Optional<UUID> backfillOf(String runId) {
        return jdbc.sql("SELECT backfill_id FROM backfill_date WHERE run_id = ?")
                .param(runId)
                .query(UUID.class)
                .optional();
    }

    /** Whether a backfill of the process on the stage has not ended. */
    @Transactional(readOnly = true)
    public boolean isOneOpen(UUID processId, UUID stageId) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM backfill WHERE process_id = ? AND stage_id = ? AND ended_at IS NULL)")
                .params(processId, stageId)
                .query(Boolean.class)
                .single();
    }

    private static String array(List<LocalDate> dates) {
        return dates.stream().map(LocalDate::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
