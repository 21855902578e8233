package io.headgate.api.run;

import io.headgate.api.environment.EnvironmentView;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.DatabaseSignals;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.Priority;
import io.headgate.api.process.ProcessView;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.LoopRole;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The places of an environment: as many runs are under way in it as it bears, and of a tenant as many as it may have. Runs that
 * could start stand in line; a free place goes to the tenant that has the fewest, and there to the run that comes first by
 * priority and then by age. A run asks within the transaction of its tenant; places are dealt in a transaction of their own, by
 * the role that sees the line of all tenants and nothing else of them.
 */
@Component
class Places {

    private static final Logger log = LoggerFactory.getLogger(Places.class);

    private record Granted(UUID tenantId, UUID processId) {}

    private final JdbcClient jdbc;
    private final LoopRole loop;
    private final Tenants tenants;
    private final Environments environments;
    private final Clock clock;

    Places(JdbcClient jdbc, LoopRole loop, Tenants tenants, Environments environments, Clock clock) {
        this.jdbc = jdbc;
        this.loop = loop;
        this.tenants = tenants;
        this.environments = environments;
        this.clock = clock;
    }

    /** Whether the run has a place; if not, it stands in line from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean has(Run run, ProcessView process) {
        TenantView tenant = tenants.get(run.tenantId());
        return jdbc.sql("""
                        INSERT INTO run_place (tenant_id, run_id, environment_id, process_id, rank, asked_at, tenant_limit)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (tenant_id, run_id) DO UPDATE SET rank = excluded.rank, tenant_limit = excluded.tenant_limit
                        RETURNING granted_at IS NOT NULL""")
                .params(
                        run.tenantId(),
                        run.id(),
                        tenant.environmentId(),
                        run.processId(),
                        rank(process.priority(), run.origin()),
                        Timestamp.from(run.requestedAt()),
                        tenant.runLimit())
                .query(Boolean.class)
                .single();
    }

    /** A run that cannot start now stands in nobody's way, and gives back what it had been given meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void leave(String runId) {
        jdbc.sql("DELETE FROM run_place WHERE run_id = ?").param(runId).update();
    }

    /** Why a run that could start has no place. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Trouble whyNone(UUID tenantId) {
        int limit = tenants.get(tenantId).runLimit();
        boolean isAtLimit = jdbc.sql("SELECT count(*) >= ? FROM run_place WHERE granted_at IS NOT NULL")
                .param(limit)
                .query(Boolean.class)
                .single();
        return isAtLimit ? Waiting.tenantLimit(limit) : Waiting.PLACE;
    }

    /**
     * Deals the free places of the tenant's environment, and wakes the admission of whoever got one. Not to be called in a
     * transaction that has asked: it would not be seen.
     */
    void deal(UUID tenantId) {
        deal(environmentOf(tenantId));
    }

    /** A run that has ended gives its place back; as soon as that is committed, the place is dealt. */
    @EventListener
    void leaveOn(RunEnded ended) {
        leave(ended.runId());
        EnvironmentView environment = environmentOf(ended.tenantId());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    deal(environment);
                } catch (DataAccessException | TransactionException e) {
                    log.warn("Free places are dealt a little later: {}", e.getMessage());
                }
            }
        });
    }

    private EnvironmentView environmentOf(UUID tenantId) {
        return environments.get(tenants.get(tenantId).environmentId());
    }

    private void deal(EnvironmentView environment) {
        Timestamp now = Timestamp.from(clock.instant());
        loop.inTransaction(line -> {
            List<Granted> granted = grant(line, environment, now);
            granted.forEach(one -> wake(line, one, now));
            return granted.size();
        });
    }

    private static List<Granted> grant(JdbcClient line, EnvironmentView environment, Timestamp now) {
        // Whoever holds the line up must not hold up the loops, which share these connections: it is dealt again soon.
        line.sql("SET LOCAL lock_timeout = '2s'").update();
        line.sql("SELECT pg_advisory_xact_lock(hashtextextended('places ' || ?, 0))")
                .param(environment.id().toString())
                .query()
                .listOfRows();
        return line.sql("""
                        WITH taken AS (
                          SELECT tenant_id, count(*) AS places FROM run_place
                          WHERE environment_id = :environment AND granted_at IS NOT NULL GROUP BY tenant_id
                        ), asking AS (
                          SELECT p.*, coalesce(t.places, 0) + row_number() OVER (
                                   PARTITION BY p.tenant_id ORDER BY p.rank DESC, p.asked_at, p.run_id) AS share
                          FROM run_place p LEFT JOIN taken t ON t.tenant_id = p.tenant_id
                          WHERE p.environment_id = :environment AND p.granted_at IS NULL
                        ), next AS (
                          SELECT tenant_id, run_id FROM asking WHERE share <= tenant_limit
                          ORDER BY share, asked_at, run_id
                          LIMIT greatest(0, :limit - (SELECT coalesce(sum(places), 0) FROM taken))
                        )
                        UPDATE run_place p SET granted_at = :now FROM next
                        WHERE p.tenant_id = next.tenant_id AND p.run_id = next.run_id
                        RETURNING p.tenant_id, p.process_id""")
                .param("environment", environment.id())
                .param("limit", environment.runLimit())
                .param("now", now)
                .query(Granted.class)
                .list();
    }

    /** Admission stays in the queue as long as a run of its process waits, so there is an item to make due. */
    private static void wake(JdbcClient line, Granted granted, Timestamp now) {
        line.sql("""
                        UPDATE work_item SET due_at = least(due_at, ?), generation = generation + 1
                        WHERE tenant_id = ? AND kind = ? AND id = ?""")
                .params(
                        now,
                        granted.tenantId(),
                        Admission.KIND,
                        granted.processId().toString())
                .update();
        line.sql("SELECT pg_notify(?, '')").param(DatabaseSignals.WORK).query().listOfRows();
    }

    /** A backfill is in no hurry: its runs come after all others of the same priority. */
    private static int rank(Priority priority, RunOrigin origin) {
        return 2 * priority.ordinal() + (origin == RunOrigin.BACKFILL ? 0 : 1);
    }
}
