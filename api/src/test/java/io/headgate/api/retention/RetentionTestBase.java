package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.Ids;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.work.Next;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A tenant with runs that ended long ago, by their rows, and a workspace of its own. Its export work is the test's to do. */
@ApiTest
abstract class RetentionTestBase {

    static final int DAYS = 90;

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    RetentionDay day;

    @Autowired
    ExportWork work;

    @Autowired
    ExportSteps steps;

    @Autowired
    HistoryFiles files;

    TestTenant tenant;
    UUID stage;

    /** The middle of a month, so that what ended some days after it ended in the same one. */
    Instant longAgo;

    @BeforeEach
    void aTenant() {
        aTenant(Node.after());
    }

    void aTenant(Node... nodes) {
        tenant = tenants.create(nodes);
        stage = tenants.query(tenant.id(), UUID.class, "SELECT id FROM stage").getFirst();
        tenants.park(tenant.id(), "retention", "all");
        tenants.park(tenant.id(), "run-export", stage.toString());
        tenants.sql(tenant.id(), "UPDATE aws_account SET workspace = ?", "s3://" + bucket() + "/headgate");
        longAgo = LocalDate.now(ZoneOffset.UTC)
                .minusDays(200)
                .withDayOfMonth(5)
                .atTime(10, 0)
                .toInstant(ZoneOffset.UTC);
    }

    String bucket() {
        return "ws-" + tenant.view().key();
    }

    String at(String path) {
        return "/api/v1/tenants/" + tenant.view().key() + path;
    }

    Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }

    JsonNode keep(int days) {
        return ok(admin().call("PUT", at("/retention"), "application/json", "{\"days\":" + days + "}"));
    }

    Next turn() {
        return as(() -> work.handle(tenant.id(), stage.toString()));
    }

    /** Turns until nothing is due any more. */
    void turns() {
        for (int i = 0; i < 20; i++) {
            if (turn().equals(Next.done())) {
                return;
            }
        }
        throw new AssertionError("still something to do after twenty turns");
    }

    <T> T as(Supplier<T> action) {
        return Scope.ofTenant(tenant.id(), action);
    }

    /** A run of the tenant's process with a component that has an attempt. */
    String run(String state, Instant endedAt) {
        return run(tenant.process().id(), state, endedAt);
    }

    String run(UUID process, String state, Instant endedAt) {
        String id = Ids.random("r", 15);
        UUID task = UUID.randomUUID();
        Timestamp end = Timestamp.from(endedAt);
        Timestamp begin = Timestamp.from(endedAt.minus(Duration.ofMinutes(5)));
        boolean isOver = !List.of("WAITING", "STARTING", "RUNNING").contains(state);
        tenants.sql(
                tenant.id(),
                """
                INSERT INTO run (tenant_id, id, process_id, publication_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at, admitted_at, started_at, ended_at)
                VALUES (?, ?, ?, ?, 1, ?, 'MANUAL', 'somebody', ?, '{"country":"DE"}', ?, ?, ?, ?)""",
                tenant.id(),
                id,
                process,
                tenant.publicationId(),
                state,
                LocalDate.ofInstant(endedAt, ZoneOffset.UTC),
                begin,
                begin,
                begin,
                isOver ? end : null);
        tenants.sql(
                tenant.id(),
                """
                INSERT INTO task_run (tenant_id, id, run_id, n, component_key, state, settings, result, error, started_at, ended_at)
                VALUES (?, ?, ?, 1, 'c1', ?, '{"secret":"not to be told"}', ?, ?, ?, ?)""",
                tenant.id(),
                task,
                id,
                state.equals("SUCCEEDED") ? "SUCCEEDED" : "FAILED",
                "{\"rows\":{\"out\":42},\"output\":{\"uri\":\"s3://not/to-be-told\"}}",
                state.equals("SUCCEEDED")
                        ? null
                        : "{\"code\":\"job.failed\",\"sentence\":\"It failed.\",\"remedy\":\"Mend it.\",\"owner\":\"author\"}",
                begin,
                end);
        tenants.sql(
                tenant.id(),
                """
                INSERT INTO attempt (tenant_id, id, task_run_id, run_id, account_id, cluster_id, attempt_key, number, state, step_id,
                                     not_before, queued_at, ended_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)""",
                tenant.id(),
                UUID.randomUUID(),
                task,
                id,
                tenant.accountId(),
                tenant.cluster(),
                id + "-1-1",
                state.equals("SUCCEEDED") ? "SUCCEEDED" : "FAILED",
                "s-" + id,
                begin,
                begin,
                end);
        return id;
    }

    /** Runs that succeeded, a minute after each other; the newest one last. */
    List<String> runs(int count, Instant first) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(n -> run("SUCCEEDED", first.plus(n, ChronoUnit.MINUTES)))
                .toList();
    }

    /** A run that keeps those before it from being the newest one. */
    String newest() {
        return run("SUCCEEDED", Instant.now().minus(Duration.ofHours(1)));
    }

    JsonNode asTheApiShows(String run) {
        return ok(admin().get(at("/runs/" + run)));
    }

    List<String> left() {
        return tenants.query(tenant.id(), String.class, "SELECT id FROM run ORDER BY requested_at, id");
    }

    List<String> filesInBucket() {
        return FakeCloud.get().below(bucket() + "/");
    }

    static List<JsonNode> lines(String place) {
        try (var in =
                new GZIPInputStream(new ByteArrayInputStream(FakeCloud.get().object(place)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Api.JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of all runs that stand in files. */
    List<String> written() {
        return filesInBucket().stream()
                .flatMap(file -> lines(file).stream())
                .map(line -> line.path("id").asString())
                .toList();
    }

    int count(String table) {
        return tenants.query(tenant.id(), Integer.class, "SELECT count(*) FROM " + table)
                .getFirst();
    }

    static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
        return answer.body().isEmpty() ? Api.JSON.createObjectNode() : answer.json();
    }
}
