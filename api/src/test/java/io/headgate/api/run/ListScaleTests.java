package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestDatabase;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The lists of processes and of runs where a tenant has 10,000 and 100,000 of them, asked for over HTTP: {@code -Dheadgate.scale=true}. It takes
 * a minute and measures time, so it is no part of a usual build.
 */
@ApiTest
@EnabledIfSystemProperty(named = "headgate.scale", matches = "true")
class ListScaleTests {

    private static final int CALLS = 200;
    private static final String[] QUERIES = {
        "",
        "?page=250",
        "?page=499",
        "?sort=changed",
        "?sort=lastRun",
        "?sort=lastRun&page=250",
        "?tag=team-7",
        "?owner=owner-3&sort=changed",
        "?q=number%2077",
        "?q=nothing-like-it",
        "?archived=only",
        "?size=200"
    };

    private static final String[] RUN_QUERIES = {
        "",
        "?size=200",
        "?state=FAILED",
        "?state=WAITING",
        "?origin=SCHEDULE",
        "?stage=prod",
        "?process=process-77",
        "?process=process-77&version=3",
        "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z",
        "?state=FAILED&origin=MANUAL&stage=prod"
    };

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Test
    void eachPageIsThereWithinAHundredMilliseconds() {
        TestTenant tenant = tenants.create(Node.after());
        fill(tenant);
        Api api = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String own = "/api/v1/tenants/" + tenant.view().key();
        List<String> lists = new ArrayList<>();
        for (String query : QUERIES) {
            lists.add("/processes" + query);
        }
        for (String query : RUN_QUERIES) {
            lists.add("/runs" + query);
        }
        lists.add("/runs?before=" + cursorAfter(tenant, 50_000));
        lists.add("/runs?state=FAILED&before=" + cursorAfter(tenant, 90_000));
        lists.add("/processes/process-77/history");

        List<String> slow = new ArrayList<>();
        for (String query : lists) {
            double[] millis = new double[CALLS];
            for (int i = -20; i < CALLS; i++) {
                long begun = System.nanoTime();
                Api.Answer answer = api.get(own + query);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - begun) / 1e6;
                }
            }
            Arrays.sort(millis);
            System.out.printf(
                    "%-56s p50 %6.1f ms  p99 %6.1f ms%n",
                    query.replaceAll("before=.*", "before=…"), millis[CALLS / 2], millis[(int) (CALLS * 0.99) - 1]);
            if (millis[(int) (CALLS * 0.99) - 1] >= 100) {
                slow.add(query);
            }
        }
        assertThat(slow).as("pages whose p99 is 100 ms or more").isEmpty();
    }

    /** The place after so many of the newest runs. */
    private String cursorAfter(TestTenant tenant, int runs) {
        return new RunCursor(
                        tenants.query(
                                        tenant.id(),
                                        Timestamp.class,
                                        "SELECT requested_at FROM run ORDER BY requested_at DESC, id DESC OFFSET ? LIMIT 1",
                                        runs)
                                .getFirst()
                                .toInstant(),
                        "x")
                .text();
    }

    /** Ten thousand processes, a tenth of them archived, each published three times, with ten runs. */
    private void fill(TestTenant tenant) {
        tenants.sql(tenant.id(), """
                INSERT INTO process (tenant_id, id, key, name, owner, draft, draft_etag, draft_by, draft_at, created_at, tags,
                                     archived_at, archived_by)
                SELECT tenant_id, gen_random_uuid(), 'process-' || n, 'Process number ' || n * 7919 % 10000, 'owner-' || n % 20,
                       draft || repeat(md5(n::text), 200), draft_etag, 'test', now() - n * interval '1 minute', now(),
                       ARRAY['team-' || n % 40, 'kind-' || n % 7],
                       CASE WHEN n % 10 = 0 THEN now() END, CASE WHEN n % 10 = 0 THEN 'test' END
                FROM process, generate_series(1, 10000) n""");
        tenants.sql(tenant.id(), """
                INSERT INTO process_version (tenant_id, id, process_id, number, sha256, definition, author, note, created_at)
                SELECT p.tenant_id, gen_random_uuid(), p.id, n, 's', (SELECT definition FROM process_version LIMIT 1), 'test', '', now()
                FROM process p, generate_series(1, 3) n WHERE p.key <> 'work'""");
        tenants.sql(tenant.id(), """
                INSERT INTO publication (tenant_id, id, process_id, version_id, number, dag_id, object_key, content, sha256,
                                         fingerprint, state, requested_by, rendered_at)
                SELECT v.tenant_id, gen_random_uuid(), v.process_id, v.id, v.number, 'x' || substr(md5(v.id::text), 1, 16),
                       'k', ''::bytea, 's', 'f', CASE v.number WHEN 3 THEN 'LIVE' ELSE 'RETIRED' END, 'test', now()
                FROM process_version v WHERE v.author = 'test' AND v.sha256 = 's'""");
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, publication_id, min_publication, state, origin, requested_by,
                                 business_date, parameters, requested_at, started_at, ended_at)
                SELECT b.tenant_id, 'x' || substr(md5(b.id::text || n), 1, 16), b.process_id, b.id, 3, CASE n WHEN 1 THEN 'FAILED' ELSE 'SUCCEEDED' END,
                       CASE n % 2 WHEN 1 THEN 'MANUAL' ELSE 'SCHEDULE' END,
                       'test', current_date, '{}', now() - random() * interval '30 days', now(), now()
                FROM publication b, generate_series(1, 10) n WHERE b.number = 3 AND b.state = 'LIVE'""");
        tenants.sql(tenant.id(), """
                INSERT INTO schedule (tenant_id, id, process_id, cron, zone, paused, missed_dates, watermark, updated_by, updated_at)
                SELECT tenant_id, gen_random_uuid(), id, '30 6 * * 1-5', 'Europe/Berlin', false, 'LATEST', now(), 'test', now()
                FROM process WHERE key <> 'work'""");
        try (var owner = TestDatabase.get().connect("headgate_owner");
                var statement = owner.createStatement()) {
            // As autovacuum leaves it within a minute.
            statement.execute("VACUUM (ANALYZE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
