package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestDatabase;
import io.headgate.api.TestTenants.Node;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Retention where a tenant has 100,000 runs of 300 processes with three components each: {@code -Dheadgate.scale=true}. It takes a
 * minute and measures time, so it is no part of a usual build.
 */
@EnabledIfSystemProperty(named = "headgate.scale", matches = "true")
class RetentionScaleTests extends RetentionTestBase {

    @Autowired
    Retentions retentions;

    @Test
    void aPreviewAndABatchAreCheapBesideAHundredThousandRuns() throws SQLException {
        aTenant(Node.after(), Node.after(1), Node.after(2));
        fill();

        Duration preview = time("preview of all", () -> as(() -> retentions.preview(tenant.id(), DAYS)));
        assertThat(as(() -> retentions.preview(tenant.id(), DAYS)).runs()).isBetween(70_000, 90_000);
        keep(DAYS);
        Duration chosen = time("choose a batch", () -> as(() -> steps.next(tenant.id(), stage)));
        Export export = as(() -> steps.next(tenant.id(), stage).orElseThrow());
        HistoryFile file = as(() -> files.of(export));
        Duration written = time("make its file", () -> as(() -> files.of(export)));
        Duration removed = time(
                "remove it",
                () -> as(() -> {
                    steps.remove(tenant.id(), export, tenant.accountId(), file);
                    return null;
                }));

        assertThat(count("removed_run")).isEqualTo(export.runs().size());
        assertThat(preview).isLessThan(Duration.ofSeconds(3));
        assertThat(chosen).isLessThan(Duration.ofSeconds(1));
        assertThat(written).isLessThan(Duration.ofSeconds(3));
        assertThat(removed).isLessThan(Duration.ofSeconds(3));
    }

    private static Duration time(String what, Supplier<?> action) {
        Instant begun = Instant.now();
        action.get();
        Duration took = Duration.between(begun, Instant.now());
        System.out.printf("%-20s %6d ms%n", what, took.toMillis());
        return took;
    }

    private void fill() throws SQLException {
        String run = run("SUCCEEDED", longAgo);
        tenants.copyProcess(tenant.id(), "work", 299);
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, publication_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at, admitted_at, started_at, ended_at)
                SELECT r.tenant_id, r.id || '-' || n, p.id, r.publication_id, 1, CASE WHEN n % 10 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END,
                       'MANUAL', 'somebody', r.business_date, '{}', at, at, at, at
                FROM run r, generate_series(1, 100000) n
                CROSS JOIN LATERAL (SELECT now() - n * interval '7 minutes' AS at) t
                JOIN (SELECT id, row_number() OVER (ORDER BY key) AS place FROM process) p ON p.place = n % 300 + 1
                WHERE r.id = ?""", run);
        tenants.sql(tenant.id(), """
                INSERT INTO task_run (tenant_id, id, run_id, n, component_key, state, settings, result, started_at, ended_at)
                SELECT t.tenant_id, gen_random_uuid(), r.id, place, 'c' || place, t.state, t.settings, t.result, r.ended_at, r.ended_at
                FROM task_run t, run r, generate_series(1, 3) place WHERE t.run_id = ? AND r.id <> t.run_id""", run);
        tenants.sql(tenant.id(), """
                INSERT INTO attempt (tenant_id, id, task_run_id, run_id, account_id, cluster_id, attempt_key, number, state, step_id,
                                     not_before, queued_at, ended_at)
                SELECT a.tenant_id, gen_random_uuid(), t.id, t.run_id, a.account_id, a.cluster_id, t.run_id || '-' || t.n || '-1', 1,
                       a.state, a.step_id, a.not_before, t.ended_at, t.ended_at
                FROM attempt a, task_run t WHERE a.run_id = ? AND t.run_id <> a.run_id""", run);
        try (Connection owner = TestDatabase.get().connect("headgate_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("ANALYZE run, task_run, attempt");
        }
    }
}
