package io.headgate.api.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.FakeCloud;
import io.headgate.api.FakeCloud.Answer;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.run.ClusterWork;
import io.headgate.api.tenancy.Scope;
import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.budget.EmrCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Trials from the request to the sample, with EMR's and S3's answers at the other end of a real socket. */
@ApiTest
class TrialTests {

    private static final String ADD = "AddJobFlowSteps";
    private static final String LIST = "ListSteps";
    private static final String CANCEL = "CancelSteps";
    private static final String CELL = "a-cell-of-the-tenants-data";

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    ClusterWork cluster;

    @Autowired
    TrialScratch scratch;

    @Autowired
    CallBudgets budgets;

    TestTenant tenant;
    Api admin;

    @BeforeEach
    void aTenantWithAProcessOfTwoComponents() {
        tenant = tenants.create(Node.after(), Node.after(1));
        admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        emr(ADD, call -> Answer.ok("{\"StepIds\":[\"s-1\"]}"));
        emr(LIST, call -> steps());
        emr(CANCEL, call -> Answer.ok("{\"CancelStepsInfoList\":[]}"));
    }

    @Test
    void aTrialIsOneStepThatWorksInItsScratchFolderOnly() {
        String id = requested();
        turn();

        assertThat(state(id)).isEqualTo("PENDING");
        assertThat(FakeCloud.get().calls(ADD).stream()
                        .filter(call -> call.body().contains(tenant.cluster()))
                        .toList())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("headgate trial " + id, "\"--trial\""));
        JsonNode settings = settings(id);
        assertThat(settings.path("components")
                        .valueStream()
                        .map(one -> one.path("component").asString()))
                .containsExactly("c1", "c2");
        assertThat(settings.at("/components/1/inputs/c1/component").asString()).isEqualTo("c1");
        for (String place : List.of("work", "sample", "marker")) {
            assertThat(settings.path(place).asString()).startsWith("s3://" + folder(id));
        }
    }

    @Test
    void theSampleGoesToWhoAskedAndStaysNowhere() {
        String id = ended("SUCCEEDED", "COMPLETED");

        Api.Answer answer = admin.get(trials() + "/" + id + "/sample");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.json().at("/components/0/rows/0/0").asString()).isEqualTo(CELL);
        assertThat(answer.json().at("/components/0/rows/0/1").isNull()).isTrue();
        for (String table : List.of("trial", "event", "audit_entry", "work_item")) {
            assertThat(tenants.query(tenant.id(), String.class, "SELECT t::text FROM " + table + " t"))
                    .as(table)
                    .noneMatch(row -> row.contains(CELL));
        }
        assertThat(tenants.query(tenant.id(), String.class, "SELECT action FROM audit_entry ORDER BY at"))
                .endsWith("trial.request", "trial.sample");
    }

    @Test
    void whatAComponentSaysOfItsDataStaysInTheSample() {
        String id = ended("FAILED", "FAILED");

        JsonNode trial = admin.get(trials() + "/" + id).json();
        assertThat(trial.path("state").asString()).isEqualTo("FAILED");
        assertThat(trial.at("/error/code").asString()).isEqualTo("sql.failed");
        assertThat(trial.toString()).doesNotContain(CELL);
        assertThat(admin.get(trials() + "/" + id + "/sample")
                        .json()
                        .at("/error/sentence")
                        .asString())
                .contains(CELL);
        assertThat(tenants.query(tenant.id(), String.class, "SELECT t::text FROM trial t"))
                .noneMatch(row -> row.contains(CELL));
    }

    @Test
    void aSampleIsRemovedSoonAfterItWasLookedAt() {
        String id = ended("SUCCEEDED", "COMPLETED");
        admin.get(trials() + "/" + id + "/sample");
        tenants.sql(tenant.id(), "UPDATE trial SET scratch_until = now() - interval '1 second'");
        act(() -> scratch.handle(tenant.id(), id));

        assertThat(FakeCloud.get().below(folder(id))).isEmpty();
        assertThat(admin.get(trials() + "/" + id + "/sample").code()).isEqualTo("trial.sample-gone");
    }

    @Test
    void aSubmissionWhoseAnswerWasLostIsFoundByItsNameAndNotSentAgain() {
        emr(ADD, call -> new Answer(503, "", "{}"));
        String id = requested();
        turn();
        turn();
        assertThat(state(id)).isEqualTo("SUBMITTING");

        emr(
                LIST,
                call -> Answer.ok(
                        "{\"Steps\":[{\"Id\":\"s-7\",\"Name\":\"headgate trial %s\",\"Status\":{\"State\":\"PENDING\"}}]}"
                                .formatted(id)));
        turn();

        assertThat(state(id)).isEqualTo("PENDING");
        assertThat(calls(ADD)).isEqualTo(1);
    }

    @Test
    void aSubmissionThatTheApiDiedBeforeIsSentAgainWhenItsTimeHasPassed() {
        String id = requested();
        tenants.sql(
                tenant.id(),
                "UPDATE trial SET state = 'SUBMITTING', submitting_since = now() - interval '2 minutes', lookup_until = now() - interval '1 minute'");
        turn();
        turn();

        assertThat(state(id)).isEqualTo("PENDING");
        assertThat(calls(ADD)).isEqualTo(1);
    }

    @Test
    void theStepsOfTrialsAndRunsAreWatchedByOneSweep() {
        requested();
        requested();
        emr(ADD, call -> Answer.ok("{\"StepIds\":[\"s-" + calls(ADD) + "\"]}"));
        turn();
        long before = calls(LIST);
        emr(LIST, call -> steps("s-1", "RUNNING", "s-2", "RUNNING"));
        turn();

        assertThat(calls(LIST) - before).isEqualTo(1);
        assertThat(tenants.query(tenant.id(), String.class, "SELECT state FROM trial"))
                .containsExactly("RUNNING", "RUNNING");
    }

    @Test
    void aTrialLeavesHalfOfTheCallsToRuns() {
        for (int call = 0; call < 5; call++) {
            budgets.tryTake(account(), "eu-central-1", EmrCall.ADD_JOB_FLOW_STEPS);
        }
        String id = requested();
        turn();
        assertThat(state(id)).isEqualTo("QUEUED");
        assertThat(budgets.tryTake(account(), "eu-central-1", EmrCall.ADD_JOB_FLOW_STEPS))
                .as("a run's step would go")
                .isTrue();
    }

    @Test
    void aTenantTriesTwoComponentsAtOnceAndNoMore() {
        requested();
        String second = requested();
        Api.Answer third = admin.post(trials(), order("c2", "UP_TO"));
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.code()).isEqualTo("trial.too-many");

        admin.call("DELETE", trials() + "/" + second, "", "");
        assertThat(admin.post(trials(), order("c2", "UP_TO")).status()).isEqualTo(202);
    }

    @Test
    void aTrialThatWasNotSentEndsAtOnceWhenItIsCancelled() {
        String id = requested();
        Api.Answer answer = admin.call("DELETE", trials() + "/" + id, "", "");
        turn();

        assertThat(answer.json().path("state").asString()).isEqualTo("CANCELLED");
        assertThat(calls(ADD)).isZero();
    }

    @Test
    void aTrialThatRunsIsInterruptedWhenItIsCancelled() {
        String id = running();
        assertThat(admin.call("DELETE", trials() + "/" + id, "", "")
                        .json()
                        .path("cancelling")
                        .asBoolean())
                .isTrue();
        turn();
        assertThat(calls(CANCEL)).isEqualTo(1);
        emr(LIST, call -> call.body().contains("StepIds") ? steps("s-1", "CANCELLED") : steps());
        turn();

        assertThat(state(id)).isEqualTo("CANCELLED");
    }

    @Test
    void aTrialThatTakesTooLongIsEndedByItself() {
        String id = running();
        tenants.sql(tenant.id(), "UPDATE trial SET started_at = now() - interval '301 seconds'");
        turn();
        turn();
        assertThat(calls(CANCEL)).isEqualTo(1);
        emr(LIST, call -> call.body().contains("StepIds") ? steps("s-1", "FAILED") : steps());
        turn();

        assertThat(admin.get(trials() + "/" + id).json().at("/error/code").asString())
                .isEqualTo("step.timed-out");
    }

    @Test
    void aTrialThatWaitsTooLongIsGivenUp() {
        String id = requested();
        tenants.sql(tenant.id(), "UPDATE trial SET queued_at = now() - interval '16 minutes'");
        turn();

        assertThat(admin.get(trials() + "/" + id).json().at("/error/code").asString())
                .isEqualTo("trial.waited-too-long");
        assertThat(calls(ADD)).isZero();
    }

    @Test
    void problemsElsewhereOnTheCanvasForbidNothingAndThoseOnTheWayAreAllTold() {
        ObjectNode order = (ObjectNode) Api.JSON.readTree(order("c1", "UP_TO"));
        ObjectNode draft = (ObjectNode) Api.JSON.readTree(TestTenants.json(Node.after(), Node.after(1)));
        ((ObjectNode) draft.at("/components/1/settings")).put("sql", "");
        order.set("definition", draft);
        assertThat(admin.post(trials(), order.toString()).status()).isEqualTo(202);

        ((ObjectNode) draft.at("/components/0/settings")).put("format", "telepathy");
        order.put("component", "c2");
        Api.Answer refused = admin.post(trials(), order.toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("trial.invalid");
        assertThat(refused.json()
                        .path("problems")
                        .valueStream()
                        .map(one -> one.path("pointer").asString()))
                .anyMatch(pointer -> pointer.startsWith("/components/0/settings"))
                .anyMatch(pointer -> pointer.startsWith("/components/1/settings"));
    }

    @Test
    void theColumnsOfASourceAreFoundWhateverTheyAreSetTo() {
        ObjectNode order = (ObjectNode) Api.JSON.readTree(order("c1", "COLUMNS"));
        ObjectNode draft = (ObjectNode) Api.JSON.readTree(TestTenants.json(Node.after(), Node.after(1)));
        ((ObjectNode) draft.at("/components/0/settings")).remove("columns");
        order.set("definition", draft);
        Api.Answer asked = admin.post(trials(), order.toString());
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        turn();

        JsonNode settings = settings(asked.json().path("id").asString());
        assertThat(settings.path("components").size()).isEqualTo(1);
        assertThat(settings.at("/components/0/settings/columns").isArray()).isTrue();
        assertThat(settings.at("/components/0/settings/columns")).isEmpty();

        ((ObjectNode) draft.at("/components/0/settings")).put("format", "telepathy");
        Api.Answer faulty = admin.post(trials(), order.toString());
        assertThat(faulty.code()).isEqualTo("trial.invalid");
        assertThat(faulty.json()
                        .path("problems")
                        .valueStream()
                        .map(one -> one.path("pointer").asString()))
                .isNotEmpty()
                .noneMatch(pointer -> pointer.contains("/columns"));
        assertThat(admin.post(trials(), order("c2", "COLUMNS")).code()).isEqualTo("trial.nothing-to-find");
    }

    @Test
    void aComponentAloneNeedsWhatARunHasLeftBeforeIt() {
        Api.Answer refused = admin.post(trials(), order("c2", "ONE"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("trial.nothing-before");

        String output = "s3://workspace/headgate/runs/r1/c1/output/";
        aRunHasLeft("r1", output);
        String id = admin.post(trials(), order("c2", "ONE")).json().path("id").asString();
        turn();
        JsonNode settings = settings(id);
        assertThat(settings.path("components").size()).isEqualTo(1);
        assertThat(settings.at("/components/0/inputs/c1/uri").asString()).isEqualTo(output);
    }

    @Test
    void whatCannotBeTriedSaysWhy() {
        assertThat(admin.post(trials(), order("nobody", "ONE")).code()).isEqualTo("component.unknown");
        assertThat(admin.post(trials(), "{\"component\":\"c1\",\"scope\":\"UP_TO\",\"rows\":101}")
                        .status())
                .isEqualTo(422);
        assertThat(admin.post(trials(), "{\"component\":\"c1\",\"scope\":\"ALL\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post(trials(), "{\"component\":\"c1\",\"scope\":\"ONE\",\"parameters\":{\"x\":1}}")
                        .code())
                .isEqualTo("trial.values-do-not-fit");
        assertThat(admin.call("POST", trials(), "application/json", order("c1", "ONE"), "If-Match", "\"old\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aTenantCanSwitchSamplesOff() {
        String id = ended("SUCCEEDED", "COMPLETED");
        String settings = "/api/v1/tenants/" + tenant.view().key() + "/settings";
        assertThat(admin.get(settings).json().path("samplesAllowed").asBoolean())
                .isTrue();
        admin.call("PATCH", settings, "application/json", "{\"samplesAllowed\":false}");

        Api.Answer refused = admin.post(trials(), order("c1", "UP_TO"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("trial.switched-off");
        assertThat(admin.get(trials() + "/" + id + "/sample").code()).isEqualTo("trial.switched-off");

        admin.call("PATCH", settings, "application/json", "{\"samplesAllowed\":true}");
        assertThat(admin.get(trials() + "/" + id + "/sample").status()).isEqualTo(200);
    }

    @Test
    void aTrialOfAnotherTenantAnswersExactlyLikeOneThatDoesNotExist() {
        String id = requested();
        TestTenant other = tenants.create(Node.after());
        String theirs = "/api/v1/tenants/" + other.view().key() + "/processes/work/trials/";
        String nobodys = "00000000-0000-0000-0000-000000000000";
        for (String path : List.of("", "/sample")) {
            Api.Answer foreign = admin.get(theirs + id + path);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.code())
                    .isEqualTo(admin.get(theirs + nobodys + path).code());
        }
        assertThat(admin.call("DELETE", theirs + id, "", "").status()).isEqualTo(404);
        assertThat(state(id)).isEqualTo("QUEUED");
    }

    private String trials() {
        return "/api/v1/tenants/" + tenant.view().key() + "/processes/work/trials";
    }

    private static String order(String component, String scope) {
        return "{\"component\":\"%s\",\"scope\":\"%s\",\"rows\":5}".formatted(component, scope);
    }

    private String requested() {
        Api.Answer answer = admin.post(trials(), order("c2", "UP_TO"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private String running() {
        String id = requested();
        turn();
        emr(LIST, call -> steps("s-1", "RUNNING"));
        turn();
        assertThat(state(id)).isEqualTo("RUNNING");
        return id;
    }

    /** A trial whose step has ended and left a sample. */
    private String ended(String status, String step) {
        String id = requested();
        turn();
        String error = status.equals("SUCCEEDED")
                ? "null"
                : "{\"code\":\"sql.failed\",\"sentence\":\"Cannot cast %s.\",\"remedy\":\"Mend it.\",\"owner\":\"author\"}"
                        .formatted(CELL);
        FakeCloud.get().put(folder(id) + "sample.json", """
                        {"attemptKey":"%s","status":"%s","error":%s,"components":[{"component":"c1","status":"SUCCEEDED",\
                        "columns":[{"name":"a","type":"string"},{"name":"b","type":"int"}],"sample":[["%s",null]],"cut":[]}]}\
                        """.formatted(id, status, error, CELL)
                .getBytes(StandardCharsets.UTF_8));
        emr(LIST, call -> call.body().contains("StepIds") ? steps("s-1", step) : steps());
        turn();
        assertThat(state(id)).isEqualTo(status);
        return id;
    }

    private void aRunHasLeft(String run, String output) {
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at)
                VALUES (?, ?, ?, 1, 'SUCCEEDED', 'MANUAL', 'test', current_date, '{}', now())""", tenant.id(), run, tenant.process().id());
        tenants.sql(tenant.id(), """
                INSERT INTO task_run (tenant_id, id, run_id, n, component_key, state, settings, result)
                VALUES (?, gen_random_uuid(), ?, 1, 'c1', 'SUCCEEDED', '{}', ?)""", tenant.id(), run, "{\"output\":{\"uri\":\"" + output + "\"}}");
    }

    private String state(String id) {
        return admin.get(trials() + "/" + id).json().path("state").asString();
    }

    /** What the step was told; the SDK sends it in a chunk, between its length and its checksum. */
    private static JsonNode settings(String id) {
        String sent = new String(FakeCloud.get().object(folder(id) + "settings.json"), StandardCharsets.UTF_8);
        return Api.JSON.readTree(sent.substring(sent.indexOf('{'), sent.lastIndexOf('}') + 1));
    }

    private static String folder(String id) {
        return "workspace/headgate/trials/" + id + "/";
    }

    private String account() {
        return tenants.query(tenant.id(), String.class, "SELECT account_number FROM aws_account")
                .getFirst();
    }

    private void turn() {
        act(() -> cluster.handle(tenant.id(), tenant.accountId().toString()));
    }

    private void act(Runnable action) {
        Scope.ofTenant(tenant.id(), () -> {
            action.run();
            return null;
        });
    }

    private void emr(String action, Function<FakeCloud.Call, Answer> answer) {
        FakeCloud.get().emr(action, tenant.cluster(), answer);
    }

    private long calls(String action) {
        return FakeCloud.get().calls(action).stream()
                .filter(call -> call.body().contains("\"" + tenant.cluster() + "\""))
                .count();
    }

    private static Answer steps(String... idsAndStates) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < idsAndStates.length; i += 2) {
            steps.append(steps.isEmpty() ? "" : ",")
                    .append("{\"Id\":\"%s\",\"Name\":\"x\",\"Status\":{\"State\":\"%s\",\"Timeline\":{}}}"
                            .formatted(idsAndStates[i], idsAndStates[i + 1]));
        }
        return Answer.ok("{\"Steps\":[" + steps + "]}");
    }
}
