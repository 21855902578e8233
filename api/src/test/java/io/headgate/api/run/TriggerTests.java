package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.work.WorkHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Processes that start after others have succeeded. */
class TriggerTests extends RunTestBase {

    @Autowired
    List<WorkHandler> handlers;

    @Autowired
    Processes processes;

    private TestTenant tenant;
    private String base;

    @BeforeEach
    void twoProcesses() {
        tenant = tenants.create(Node.after());
        base = "/api/v1/tenants/" + tenant.view().key() + "/processes/";
        add("next");
    }

    @Test
    void aProcessStartsOnceAfterEachRunThatSucceededAndTakesItsDateOver() {
        set("next", "work", false);
        String run = succeeded();

        for (int i = 0; i < 3; i++) {
            fire(run);
        }

        List<Run> started = started("next");
        assertThat(started).hasSize(1);
        assertThat(started.getFirst().origin()).isEqualTo(RunOrigin.EVENT);
        assertThat(started.getFirst().upstreamId()).isEqualTo(run);
        assertThat(started.getFirst().requestedBy()).isEqualTo("after work");
        assertThat(started.getFirst().businessDate()).isEqualTo(run(tenant, run).businessDate());
        Api.Answer triggers = admin().get(base + "next/triggers");
        assertThat(triggers.json().path(0).path("after").asString()).isEqualTo("work");
        assertThat(triggers.json().path(0).path("firings").path(0).path("run").asString())
                .isEqualTo(started.getFirst().id());
        assertThat(admin().get("/api/v1/tenants/" + tenant.view().key() + "/runs/"
                                + started.getFirst().id())
                        .json()
                        .path("upstream")
                        .asString())
                .isEqualTo(run);
    }

    @Test
    void theSuccessLeavesItsWorkInTheQueueInTheSameTransaction() {
        set("next", "work", false);
        tenants.park(tenant.id(), "trigger", "none");
        String run = running(tenant);
        tenants.park(tenant.id(), "trigger", run);
        act(tenant, () -> ask(tenant, run, 1));
        assertThat(generation(run)).isEqualTo(0);

        succeed(tenant, run, 1);

        assertThat(run(tenant, run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(generation(run)).as("put in again").isEqualTo(1);
    }

    @Test
    void oneOfTheMostThatThereMayBeCanStillBeChanged() {
        for (int i = 0; i < 20; i++) {
            add("before-" + i);
            set("next", "before-" + i, false);
        }

        assertThat(put("next", "work", false).code()).isEqualTo("trigger.too-many");
        assertThat(put("next", "before-7", true).status()).isEqualTo(200);
        assertThat(admin().get(base + "next/triggers").body()).containsOnlyOnce("\"onlyScheduled\":true");
    }

    @Test
    void manyTurnsAtOnceStartItOnce() throws Exception {
        set("next", "work", false);
        String run = succeeded();
        List<Future<?>> turns = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 8; i++) {
                turns.add(threads.submit(() -> fire(run)));
            }
        }
        for (Future<?> turn : turns) {
            turn.get();
        }

        assertThat(started("next")).hasSize(1);
    }

    @Test
    void whatStartsAfterARunIsOnItsStage() {
        set("next", "work", false);
        UUID dev = UUID.randomUUID();
        tenants.sql(
                tenant.id(),
                "INSERT INTO stage (tenant_id, id, key, name, position, created_at) VALUES (?, ?, 'dev', 'A stage', 2, now())",
                tenant.id(),
                dev);
        String run = succeeded();
        tenants.sql(tenant.id(), "UPDATE run SET stage_id = ? WHERE id = ?", dev, run);

        fire(run);

        assertThat(started("next"))
                .singleElement()
                .satisfies(next -> assertThat(next.stageId()).isEqualTo(dev));
    }

    @Test
    void aRunThatFailedStartsNothing() {
        set("next", "work", false);
        String run = running(tenant);
        act(tenant, () -> ask(tenant, run, 1));
        fail(tenant, run, 1);

        assertThat(tenants.query(tenant.id(), Integer.class, "SELECT count(*) FROM work_item WHERE kind = 'trigger'"))
                .containsExactly(0);
        assertThat(started("next")).isEmpty();
    }

    @Test
    void runsThatSomebodyAskedForCanBeLeftAside() {
        set("next", "work", true);
        String byHand = succeeded();
        fire(byHand);
        assertThat(started("next")).isEmpty();

        tenants.sql(tenant.id(), "UPDATE run SET origin = 'SCHEDULE' WHERE id = ?", byHand);
        String repeated = succeeded();
        tenants.sql(
                tenant.id(),
                "UPDATE run SET origin = 'RERUN', parent_id = ?, repeats = 'WHOLE' WHERE id = ?",
                byHand,
                repeated);
        fire(repeated);
        assertThat(started("next")).as("a repetition counts as what it repeats").hasSize(1);
    }

    @Test
    void aCircleIsRefusedWithItsPathWhenItIsSetAndWhenItIsPublished() {
        add("third");
        set("next", "work", false);
        set("third", "next", false);

        Api.Answer refused = put("work", "third", false);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("trigger.cycle");
        assertThat(refused.json().path("detail").asString()).contains("work → next → third → work");
        assertThat(put("work", "work", false).code()).isEqualTo("trigger.cycle");

        tenants.sql(
                tenant.id(),
                "INSERT INTO run_trigger SELECT tenant_id, ?, ?, false, 'x', now() FROM tenant WHERE tenant_id = ?",
                tenant.process().id(),
                id("third"),
                tenant.id());
        Api.Answer publish = admin().post(base + "next/publications", "{}");
        assertThat(publish.code()).as(publish.body()).isEqualTo("trigger.cycle");
    }

    @Test
    void aChainGoesOnlySoFarAndSaysSo() {
        set("next", "work", false);
        String upstream = null;
        for (int i = 0; i < 8; i++) {
            String run = succeeded();
            tenants.sql(tenant.id(), "UPDATE run SET upstream_id = ? WHERE id = ?", upstream, run);
            upstream = run;
        }

        fire(upstream);

        assertThat(started("next")).isEmpty();
        assertThat(lastDecision()).isEqualTo("TOO_DEEP");
    }

    @Test
    void runsThatHaveCalledOneAnotherCountAsThoseThatHaveStartedOneAnother() {
        set("next", "work", false);
        String caller = succeeded();
        for (int i = 0; i < 7; i++) {
            String run = succeeded();
            calledBy(caller, run);
            caller = run;
        }

        fire(caller);

        assertThat(started("next")).isEmpty();
        assertThat(lastDecision()).isEqualTo("TOO_DEEP");
    }

    @Test
    void aCalledRunBeganAsItsCallerBegan() {
        set("next", "work", true);
        String byHand = succeeded();
        String called = succeeded();
        calledBy(byHand, called);
        fire(called);
        assertThat(started("next")).isEmpty();

        tenants.sql(tenant.id(), "UPDATE run SET origin = 'SCHEDULE' WHERE id = ?", byHand);
        String another = succeeded();
        calledBy(byHand, another);
        fire(another);
        assertThat(started("next")).hasSize(1);
    }

    private void calledBy(String caller, String run) {
        tenants.sql(
                tenant.id(),
                "UPDATE run SET origin = 'SUBPROCESS', caller_run = ?, caller_component = ?, caller_attempt = 1 WHERE id = ?",
                caller,
                run,
                run);
    }

    @Test
    void aProcessStartsAfterOthersOnlySoOftenWithinAnHour() {
        set("next", "work", false);
        String run = succeeded();
        for (int i = 0; i < 60; i++) {
            String other = "r" + String.format("%015d", i);
            tenants.sql(tenant.id(), """
                    INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date, parameters, requested_at)
                    SELECT tenant_id, ?, process_id, 1, 'SUCCEEDED', 'MANUAL', 'x', business_date, '{}', now() FROM run WHERE id = ?""", other, run);
            fire(other);
        }
        assertThat(started("next")).hasSize(60);

        fire(run);

        assertThat(started("next")).hasSize(60);
        assertThat(lastDecision()).isEqualTo("TOO_MANY");
        tenants.sql(tenant.id(), "UPDATE run SET requested_at = requested_at - interval '61 minutes'");
        fire(succeeded());
        assertThat(started("next")).hasSize(61);
    }

    @Test
    void whatFilesHaveStartedCountsAsWell() {
        set("next", "work", false);
        String run = succeeded();
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date, parameters, requested_at)
                SELECT tenant_id, 'rf' || n, id, 1, 'SUCCEEDED', 'EVENT', 'files in raw', current_date, '{}', now()
                FROM process, generate_series(1, 60) n WHERE key = 'next'""");

        fire(run);

        assertThat(lastDecision()).isEqualTo("TOO_MANY");
    }

    @Test
    void anArchivedProcessIsNotStartedAndAPausedOneWaits() {
        set("next", "work", false);
        String first = succeeded();
        admin().call("PATCH", base + "next", "application/json", "{\"paused\":true}");
        fire(first);
        act(tenant, () -> admission.handle(tenant.id(), id("next").toString()));
        assertThat(started("next").getFirst().reason().code()).isEqualTo("waiting.paused");

        Api.Answer archived = admin().post(base + "next/archive", "{\"letRunsEnd\":true}");
        assertThat(archived.status()).as(archived.body()).isEqualTo(200);
        fire(succeeded());

        assertThat(started("next")).hasSize(1);
        assertThat(lastDecision()).isEqualTo("ARCHIVED");
        assertThat(put("next", "work", false).code()).isEqualTo("process.archived");
        admin().call("DELETE", base + "next/triggers/work", "", "");
        assertThat(admin().get(base + "next/triggers").json().size()).isZero();
    }

    private ProcessView add(String key) {
        Api.Answer added = admin().post(
                        base.substring(0, base.length() - 1),
                        TestTenants.json(Node.after()).replace("\"key\":\"work\"", "\"key\":\"" + key + "\""));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        ProcessView process = as(tenant, () -> processes.get(tenant.id(), key));
        tenants.park(tenant.id(), "admission", process.id().toString());
        return process;
    }

    private UUID id(String key) {
        return as(tenant, () -> processes.get(tenant.id(), key)).id();
    }

    private String succeeded() {
        String run = running(tenant);
        tenants.park(tenant.id(), "trigger", run);
        act(tenant, () -> ask(tenant, run, 1));
        succeed(tenant, run, 1);
        return run;
    }

    private void fire(String run) {
        act(
                tenant,
                () -> handlers.stream()
                        .filter(handler -> handler.kind().equals("trigger"))
                        .forEach(handler -> handler.handle(tenant.id(), run)));
    }

    private List<Run> started(String key) {
        return tenants.query(tenant.id(), String.class, "SELECT id FROM run WHERE process_id = ?", id(key)).stream()
                .map(id -> run(tenant, id))
                .toList();
    }

    private String lastDecision() {
        return admin().get(base + "next/triggers")
                .json()
                .path(0)
                .path("firings")
                .path(0)
                .path("decision")
                .asString();
    }

    private int generation(String run) {
        return tenants.query(
                        tenant.id(),
                        Integer.class,
                        "SELECT generation::integer FROM work_item WHERE kind = 'trigger' AND id = ?",
                        run)
                .getFirst();
    }

    private void set(String key, String after, boolean onlyScheduled) {
        Api.Answer answer = put(key, after, onlyScheduled);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Api.Answer put(String key, String after, boolean onlyScheduled) {
        return admin().call(
                        "PUT",
                        base + key + "/triggers/" + after,
                        "application/json",
                        "{\"onlyScheduled\":" + onlyScheduled + "}");
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
