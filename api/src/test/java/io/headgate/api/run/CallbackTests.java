package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.tenancy.Tenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What Airflow is told, over HTTP, for each thing that it may ask. */
class CallbackTests extends RunTestBase {

    @Autowired
    Tenants registry;

    TestTenant tenant;

    @BeforeEach
    void aDiamond() {
        tenant = tenants.create(Node.after(), Node.after(1), Node.after(1), Node.after(2, 3));
    }

    @Test
    void theGateOpensForARunThatWasAdmittedAndStaysOpenWhenItIsAskedAgain() {
        String run = starting(tenant);

        assertThat(gate(tenant, tenant.dagId(), run)).isEqualTo("start");
        assertThat(run(tenant, run).state()).isEqualTo(RunState.RUNNING);
        assertThat(gate(tenant, tenant.dagId(), run)).isEqualTo("start");
    }

    @Test
    void theGateSkipsWhatIsNotARunOfThatPublicationAndOfThatTenant() {
        TestTenant other = tenants.create(Node.after());
        String theirs = starting(other);
        String ours = starting(tenant);
        String waiting = as(
                tenant,
                () -> runs.request(tenant.id(), "work", "test", null, null).id());

        assertThat(gate(tenant, tenant.dagId(), "manual__2026-01-01")).isEqualTo("skip run.unknown");
        assertThat(gate(tenant, other.dagId(), theirs)).isEqualTo("skip run.unknown");
        assertThat(gate(tenant, tenant.dagId(), theirs)).isEqualTo("skip run.unknown");
        assertThat(gate(tenant, "hxxxxxxxxxxx", ours)).isEqualTo("skip run.unknown");
        assertThat(gate(tenant, tenant.dagId(), waiting)).isEqualTo("skip run.unknown");
        assertThat(run(tenant, ours).state()).isEqualTo(RunState.STARTING);
        assertThat(run(other, theirs).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void theGateSkipsARunThatWasStoppedBeforeItBegan() {
        String run = starting(tenant);
        act(tenant, () -> runs.stop(tenant.id(), run, "test"));

        assertThat(gate(tenant, tenant.dagId(), run)).isEqualTo("skip run.stopped");
        assertThat(run(tenant, run).state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void theGateSkipsARunOfATenantThatWasSuspendedAndSettlesIt() {
        String run = starting(tenant);
        Scope.ofPlatform(() -> registry.change(tenant.view().key(), true, null, null));

        assertThat(gate(tenant, tenant.dagId(), run)).isEqualTo("skip tenant.suspended");
        assertThat(run(tenant, run).state()).isEqualTo(RunState.SKIPPED);
        assertThat(gate(tenant, tenant.dagId(), run)).isEqualTo("skip run.over");
        assertThat(exit(run)).isEqualTo("SKIPPED");
    }

    @Test
    void theGateSkipsARunThatHasEnded() {
        String run = running(tenant);
        assertThat(exit(run)).isEqualTo("FAILED");

        assertThat(gate(tenant, tenant.dagId(), run)).isEqualTo("skip run.over");
        assertThat(component(run, 1)).isEqualTo("refuse component.upstream");
    }

    @Test
    void withoutATenantsTokenNothingIsAnswered() {
        String run = starting(tenant);
        String body = runCall(tenant.dagId(), run);

        for (Api caller : List.of(
                Api.with(port),
                Api.bearer(port, "hgc_wrong"),
                Api.with(port, "Authorization", "Bearer"),
                Api.with(port, "Authorization", "Basic " + tenant.callbackToken()))) {
            for (String callback : List.of("gate", "exit")) {
                Api.Answer answer = caller.post("/api/v1/callbacks/" + callback, body);
                assertThat(answer.status()).as(answer.body()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("callback.token");
            }
        }
        assertThat(run(tenant, run).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aComponentThatIsAskedForManyTimesAtOnceHasOneAttempt() throws Exception {
        String run = running(tenant);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> component(run, 1)));
            }
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("submit");
        }
        assertThat(attempts(tenant, run)).extracting(Attempt::attemptKey).containsExactly(run + "-1-1");
    }

    @Test
    void aComponentWhoseUpstreamHasNotEndedIsAskedForTooEarly() {
        String run = running(tenant);
        component(run, 1);

        Api.Answer answer = call(tenant, "component", taskCall(tenant.dagId(), run, "C2"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("callback.too-early");
        assertThat(task(tenant, run, 2)).isEqualTo(TaskState.NONE);
    }

    @Test
    void aComponentThatDoesNotExistIsRefused() {
        String run = running(tenant);

        assertThat(component(run, 5)).isEqualTo("refuse run.unknown");
        assertThat(component(run, 9999)).isEqualTo("refuse run.unknown");
        assertThat(call(tenant, "component", taskCall(tenant.dagId(), run, "C0"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aDisabledComponentIsPassedAndWhatComesAfterItMayRun() {
        tenant = tenants.create(Node.after(), Node.after(1).off(), Node.after(2));
        String run = running(tenant);
        component(run, 1);
        succeed(tenant, run, 1);

        assertThat(component(run, 2)).isEqualTo("pass");
        assertThat(wait(run, 2)).isEqualTo("succeeded");
        assertThat(component(run, 3)).isEqualTo("submit");
    }

    @Test
    void afterAFastFailureTheSiblingFinishesTheJoinIsRefusedAndTheRunFailsOnce() {
        String run = running(tenant);
        component(run, 1);
        succeed(tenant, run, 1);
        component(run, 2);
        component(run, 3);
        fail(tenant, run, 2);
        assertThat(wait(run, 2)).isEqualTo("failed");
        assertThat(call(tenant, "component", taskCall(tenant.dagId(), run, "C4"))
                        .status())
                .as("the join, while the sibling runs")
                .isEqualTo(409);
        succeed(tenant, run, 3);

        assertThat(component(run, 4)).isEqualTo("refuse component.upstream");
        assertThat(wait(run, 4)).isEqualTo("skipped");
        assertThat(exit(run)).isEqualTo("FAILED");
        assertThat(exit(run)).isEqualTo("FAILED");
        assertThat(settlements(run)).isEqualTo(1);
        assertThat(attempts(tenant, run)).hasSize(3);
    }

    @Test
    void exitBeforeAnAttemptHasEndedSettlesWhenItHas() {
        String run = running(tenant);
        component(run, 1);

        assertThat(exit(run)).isEqualTo("SETTLING");
        succeed(tenant, run, 1);

        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);
        assertThat(exit(run)).isEqualTo("FAILED");
        assertThat(settlements(run)).isEqualTo(1);
    }

    @Test
    void aStopEndsTheWaitsAndRefusesWhatHasNotBegun() {
        String run = running(tenant);
        component(run, 1);
        submitted(tenant, run, 1, "s-1");
        act(tenant, () -> runs.stop(tenant.id(), run, "test"));

        assertThat(wait(run, 1)).isEqualTo("skipped");
        assertThat(component(run, 2)).isEqualTo("refuse run.stopped");
        assertThat(exit(run)).isEqualTo("STOPPED");
        assertThat(run(tenant, run).state()).as("a step may still run").isEqualTo(RunState.STOPPING);
        act(
                tenant,
                () -> transitions.cancelled(tenant.id(), open(tenant, run, 1).id()));
        assertThat(run(tenant, run).state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void oneWaitWithAWrongTokenIsToldAndTheOthersKeepWaiting() {
        TestTenant other = tenants.create(Node.after());
        String run = running(tenant);
        String theirs = running(other);

        JsonNode outcomes = waits(
                0,
                waitFor("ours", tenant.callbackToken(), tenant.dagId(), run),
                waitFor("theirs", other.callbackToken(), other.dagId(), theirs),
                waitFor("wrong", "hgc_wrong", tenant.dagId(), run),
                waitFor("crossed", other.callbackToken(), tenant.dagId(), run));

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.toString())
                .contains("\"id\":\"wrong\",\"outcome\":\"unauthorised\"")
                .contains("\"id\":\"crossed\",\"outcome\":\"skipped\"");
    }

    @Test
    void aWaitIsAnsweredAsSoonAsItsComponentEnds() {
        String run = running(tenant);
        component(run, 1);
        CompletableFuture<Long> answered = CompletableFuture.supplyAsync(() -> {
            JsonNode outcomes = waits(20, waitFor("w", tenant.callbackToken(), tenant.dagId(), run));
            assertThat(outcomes.toString()).contains("succeeded");
            return System.nanoTime();
        });
        Attempt attempt = submitted(tenant, run, 1, "s-1");
        long ended = System.nanoTime();
        act(tenant, () -> transitions.succeeded(tenant.id(), attempt.id(), new StepResult("{}", null)));

        assertThat(Duration.ofNanos(answered.join() - ended)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aWaitWhoseCnNeverReachedHeadgateAsksForTheComponentItself() {
        String run = running(tenant);

        assertThat(waits(0, waitFor("w", tenant.callbackToken(), tenant.dagId(), run)))
                .isEmpty();

        assertThat(task(tenant, run, 1)).isEqualTo(TaskState.QUEUED);
        assertThat(attempts(tenant, run)).hasSize(1);
    }

    @Test
    void aWaitWhoseTurnHasNotComeAsksForNothing() {
        String run = running(tenant);
        component(run, 1);

        String wait = waitFor("w", tenant.callbackToken(), tenant.dagId(), run).replace("\"W1\"", "\"W2\"");
        assertThat(waits(0, wait)).isEmpty();

        assertThat(task(tenant, run, 2)).isEqualTo(TaskState.NONE);
    }

    @Test
    void aWaitWithoutNewsIsAnsweredEmptyWhenItsTimeHasPassed() {
        String run = running(tenant);

        assertThat(waits(1, waitFor("w", tenant.callbackToken(), tenant.dagId(), run)))
                .isEmpty();
    }

    private String gate(TestTenant caller, String dag, String run) {
        return words(call(caller, "gate", runCall(dag, run)));
    }

    private String component(String run, int n) {
        return words(call(tenant, "component", taskCall(tenant.dagId(), run, "C" + n)));
    }

    private String exit(String run) {
        Api.Answer answer = call(tenant, "exit", runCall(tenant.dagId(), run));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("state").asString();
    }

    private static String words(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String reason = answer.json().path("reason").path("code").asString("");
        return (answer.json().path("answer").asString() + " " + reason).strip();
    }

    private String wait(String run, int n) {
        return waits(0, waitFor("w", tenant.callbackToken(), tenant.dagId(), run, n))
                .path(0)
                .path("outcome")
                .asString("");
    }

    private static String waitFor(String id, String token, String dag, String run) {
        return waitFor(id, token, dag, run, 1);
    }

    private static String waitFor(String id, String token, String dag, String run, int n) {
        return "{\"id\":\"%s\",\"token\":\"%s\",\"dagId\":\"%s\",\"runId\":\"%s\",\"taskId\":\"W%d\"}"
                .formatted(id, token, dag, run, n);
    }

    private JsonNode waits(int seconds, String... waits) {
        Api.Answer answer = Api.with(port)
                .post(
                        "/api/v1/callbacks/waits",
                        "{\"waits\":[" + String.join(",", waits) + "],\"timeoutSeconds\":" + seconds + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("outcomes");
    }

    /** How often the run's end was told. */
    private int settlements(String run) {
        return tenants.query(
                        tenant.id(),
                        String.class,
                        "SELECT payload FROM event WHERE type = 'run' AND payload ~ ? AND payload ~ 'FAILED|SUCCEEDED|STOPPED'",
                        run)
                .size();
    }
}
