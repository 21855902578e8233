package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.Ids;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.schedule.DateCameDue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Runs of one process on two stages: each on its own live version, places and cluster, and none waits for the other. */
class StagedRunTests extends RunTestBase {

    @Autowired
    Reruns reruns;

    @Autowired
    RunViews views;

    @Autowired
    StepDocument documents;

    @Autowired
    io.headgate.api.account.Accounts accounts;

    TestTenant tenant;
    UUID dev;
    String devDag;

    @BeforeEach
    void aProcessThatIsLiveOnTwoStages() {
        tenant = tenants.create(Node.after());
        dev = stage("dev");
        tenants.sql(
                tenant.id(),
                "UPDATE stage SET account_id = ?, cluster_id = 'j-DEV' WHERE id = ?",
                tenant.accountId(),
                dev);
        tenants.sql(
                tenant.id(),
                "INSERT INTO location VALUES (?, gen_random_uuid(), 'raw', 'Raw', 'data', 'dev/raw', 'READ', 'PUBLIC', now(), ?)",
                tenant.id(),
                dev);
        devDag = publish(2, dev);
    }

    @Test
    void aRunGoesOnTheLiveVersionOfItsStageAndReadsItsPlaces() {
        String onDefault = running(tenant);
        String onDev = runningOnDev();

        assertThat(run(tenant, onDefault).publicationId()).isEqualTo(tenant.publicationId());
        assertThat(run(tenant, onDev).publicationId()).isNotEqualTo(tenant.publicationId());
        assertThat(uriOfRaw(onDefault)).isEqualTo("s3://data/");
        assertThat(uriOfRaw(onDev)).isEqualTo("s3://data/dev/raw/");
        assertThat(view(onDefault).stage()).isEqualTo("prod");
        assertThat(view(onDev).stage()).isEqualTo("dev");
    }

    @Test
    void aStepGoesToTheClusterOfItsStage() {
        String onDefault = running(tenant);
        String onDev = runningOnDev();
        ask(tenant, onDefault, 1);
        ask(tenant, onDev, 1);

        assertThat(open(tenant, onDefault, 1).clusterId()).isEqualTo(tenant.cluster());
        assertThat(open(tenant, onDev, 1).clusterId()).isEqualTo("j-DEV");
        assertThat(open(tenant, onDev, 1).stageId()).isEqualTo(dev);
    }

    @Test
    void theRunsOfOneStageDoNotTakeTheTurnOfAnothers() {
        tenants.sql(tenant.id(), "UPDATE process SET concurrency = 1");
        String first = runningOnDev();
        String second = requested("dev");
        String onDefault = starting(tenant);

        assertThat(run(tenant, first).state()).isEqualTo(RunState.RUNNING);
        assertThat(run(tenant, second).reason().code()).isEqualTo("waiting.concurrency");
        assertThat(run(tenant, onDefault).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aStageWithoutComputeTargetLetsItsRunsWaitAndNoOthers() {
        tenants.sql(tenant.id(), "UPDATE stage SET account_id = NULL, cluster_id = NULL WHERE id = ?", dev);

        String onDev = requested("dev");
        String onDefault = starting(tenant);

        assertThat(run(tenant, onDev).reason().code()).isEqualTo("waiting.no-account");
        assertThat(run(tenant, onDefault).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aRepetitionStaysOnTheStageOfItsParentAndReusesNothingOfOtherPlaces() {
        String first = runningOnDev();
        ask(tenant, first, 1);
        succeed(tenant, first, 1);
        tenants.sql(tenant.id(), "UPDATE location SET prefix = 'dev/other' WHERE stage_id = ?", dev);

        String again = as(
                tenant,
                () -> reruns.request(tenant.id(), first, "test", Repeat.Scope.FROM, "c1", Reruns.Version.CURRENT)
                        .id());

        assertThat(run(tenant, again).stageId()).isEqualTo(dev);
        String hashOfFirst = hash(first);
        admit();
        act(tenant, () -> callbacks.gate(tenant.view(), devDag, again));
        as(tenant, () -> callbacks.ask(devDag, again, 1));
        assertThat(hash(again)).isNotEqualTo(hashOfFirst);
    }

    @Test
    void oneDueDateRunsOnceOnEachStage() {
        Instant due = Instant.parse("2026-01-01T06:00:00Z");
        UUID prod = stageOf(tenant.publicationId());
        for (UUID stage : new UUID[] {prod, dev}) {
            tenants.in(tenant.id(), () -> {
                runs.enterDueDate(new DateCameDue(
                        tenant.id(), tenant.process().id(), stage, due, LocalDate.parse("2026-01-01"), null));
                return null;
            });
        }

        assertThat(tenants.query(tenant.id(), UUID.class, "SELECT stage_id FROM run WHERE due_at IS NOT NULL"))
                .containsExactlyInAnyOrder(prod, dev);
    }

    @Test
    void aStageOnWhichNothingWasPublishedRunsNothing() {
        stage("empty");

        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> act(tenant, () -> runs.request(tenant.id(), "work", "test", null, null, "empty")));

        assertThat(refused.code()).isEqualTo("run.not-published");
    }

    @Test
    void runsAreFilteredByStageAndNameIt() {
        running(tenant);
        runningOnDev();
        Api admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String list = "/api/v1/tenants/" + tenant.view().key() + "/runs";

        JsonNode onDev = admin.get(list + "?stage=dev").json();

        assertThat(admin.get(list).json().path("total").asInt()).isEqualTo(2);
        assertThat(onDev.path("total").asInt()).isEqualTo(1);
        assertThat(onDev.path("items").get(0).path("stage").asString()).isEqualTo("dev");
    }

    private UUID stage(String key) {
        UUID id = UUID.randomUUID();
        tenants.sql(
                tenant.id(),
                "INSERT INTO stage (tenant_id, id, key, name, position, created_at) VALUES (?, ?, ?, 'A stage', 2, now())",
                tenant.id(),
                id,
                key);
        return id;
    }

    private String publish(int number, UUID stage) {
        String dag = Ids.random("h", 11);
        UUID version = tenants.query(tenant.id(), UUID.class, "SELECT id FROM process_version")
                .getFirst();
        UUID publication = tenants.publication(tenant.id(), tenant.process().id(), version, number, dag, "LIVE");
        tenants.sql(tenant.id(), "UPDATE publication SET stage_id = ? WHERE id = ?", stage, publication);
        return dag;
    }

    private String requested(String stage) {
        String id = as(
                tenant,
                () -> runs.request(tenant.id(), "work", "test", null, null, stage)
                        .id());
        admit();
        return id;
    }

    private String runningOnDev() {
        String id = requested("dev");
        act(tenant, () -> callbacks.gate(tenant.view(), devDag, id));
        return id;
    }

    private void admit() {
        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));
    }

    @Override
    CallbackAnswers.Ask ask(TestTenant tenant, String run, int n) {
        String dag = run(tenant, run).stageId().equals(dev) ? devDag : tenant.dagId();
        return as(tenant, () -> callbacks.ask(dag, run, n));
    }

    private String uriOfRaw(String run) {
        ask(tenant, run, 1);
        return as(
                tenant,
                () -> transactions.execute(status -> {
                    Run found = repository.findById(run).orElseThrow();
                    TaskRun task = tasks.findByRunIdOrderByN(run).getFirst();
                    byte[] bytes = documents
                            .prepare(
                                    found,
                                    task,
                                    attempts.findByRunIdOrderByQueuedAt(run).getFirst(),
                                    accounts.computeTarget(tenant.id(), found.stageId())
                                            .orElseThrow())
                            .bytes();
                    return Api.JSON
                            .readTree(bytes)
                            .path("locations")
                            .path("raw")
                            .path("uri")
                            .asString();
                }));
    }

    private String hash(String run) {
        return tenants.query(tenant.id(), String.class, "SELECT work_hash FROM task_run WHERE run_id = ?", run)
                .getFirst();
    }

    private UUID stageOf(UUID publication) {
        return tenants.query(tenant.id(), UUID.class, "SELECT stage_id FROM publication WHERE id = ?", publication)
                .getFirst();
    }

    private RunView view(String run) {
        return as(tenant, () -> views.get(run));
    }
}
