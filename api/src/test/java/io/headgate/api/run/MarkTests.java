package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What engineers say about components that failed, what a repetition makes of it, and deeds on many runs. */
class MarkTests extends RunTestBase {

    @Autowired
    Marks marks;

    @Autowired
    Reruns reruns;

    @Autowired
    StepInputs inputs;

    @Autowired
    RunGraphs graphs;

    TestTenant tenant;

    /** A source, a rule that fails, and a rule after it. */
    @BeforeEach
    void aChain() {
        tenant = tenants.create(Node.after(), Node.after(1), Node.after(2));
    }

    @Test
    void aRepetitionLeavesOutWhatWasMarkedAsSkippedAndHandsOnWhatComesIn() {
        String failed = failedInTheMiddle();
        mark(failed, "c2", Mark.As.SKIPPED);

        String again = repeated(failed);

        assertThat(ask(tenant, again, 1)).isEqualTo(CallbackAnswers.Ask.PASS); // its result is reused
        assertThat(ask(tenant, again, 2)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(task(tenant, again, 2)).isEqualTo(TaskState.PASSED);
        assertThat(ask(tenant, again, 3)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(inputOfThird(again)).isEqualTo("s3://workspace/out-of-c1");
        succeed(tenant, again, 3);
        assertThat(run(tenant, again).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run(tenant, failed).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void theLastComponentMayBeTakenForDone() {
        String run = running(tenant);
        ask(tenant, run, 1);
        succeedWithOutput(run, 1);
        ask(tenant, run, 2);
        succeedWithOutput(run, 2);
        ask(tenant, run, 3);
        fail(tenant, run, 3);
        mark(run, "c3", Mark.As.SUCCEEDED);

        String again = repeated(run);
        for (int n = 1; n <= 3; n++) {
            assertThat(ask(tenant, again, n)).isEqualTo(CallbackAnswers.Ask.PASS);
        }

        assertThat(run(tenant, again).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(attempts(tenant, again)).isEmpty();
        assertThat(mark(again, 3).reason())
                .isEqualTo("loaded by hand"); // so that a repetition of this one knows it too
    }

    @Test
    void whatOthersReadCannotBeTakenForDone() {
        String failed = failedInTheMiddle();

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> mark(failed, "c2", Mark.As.SUCCEEDED));

        assertThat(refused.code()).isEqualTo("mark.has-readers");
        assertThat(refused).hasMessageContaining("Mark it as skipped");
    }

    @Test
    void aSourceThatOthersReadCannotBeSkipped() {
        String run = running(tenant);
        ask(tenant, run, 1);
        fail(tenant, run, 1);
        ask(tenant, run, 2);
        ask(tenant, run, 3);

        assertThat(catchThrowableOfType(ProblemException.class, () -> mark(run, "c1", Mark.As.SKIPPED))
                        .code())
                .isEqualTo("mark.has-readers");
    }

    @Test
    void onlyWhatDidNotSucceedInARunThatIsOverIsMarked() {
        String open = running(tenant);
        String failed = failedInTheMiddle();

        assertThat(catchThrowableOfType(ProblemException.class, () -> mark(open, "c1", Mark.As.SKIPPED))
                        .code())
                .isEqualTo("mark.not-over");
        assertThat(catchThrowableOfType(ProblemException.class, () -> mark(failed, "c1", Mark.As.SKIPPED))
                        .code())
                .isEqualTo("mark.not-failed");
        assertThat(catchThrowableOfType(ProblemException.class, () -> mark(failed, "c9", Mark.As.SKIPPED))
                        .code())
                .isEqualTo("component.unknown");
    }

    @Test
    void aMarkIsShownAuditedAndTakenBackByRest() {
        String failed = failedInTheMiddle();
        Api admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String path = "/api/v1/tenants/" + tenant.view().key() + "/runs/" + failed + "/components/c2/mark";

        JsonNode marked = admin.call(
                        "PUT", path, "application/json", "{\"as\":\"SKIPPED\",\"reason\":\"not needed today\"}")
                .json();
        JsonNode unmarked = admin.call("DELETE", path, "", "").json();

        assertThat(marked.at("/components/1/mark/reason").asString()).isEqualTo("not needed today");
        assertThat(unmarked.at("/components/1/mark").isNull()).isTrue();
        assertThat(tenants.query(
                        tenant.id(),
                        String.class,
                        "SELECT action FROM audit_entry WHERE subject = ? ORDER BY at",
                        failed))
                .contains("run.mark", "run.unmark");
        assertThat(admin.call("PUT", path, "application/json", "{\"as\":\"SKIPPED\",\"reason\":\" \"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void manyRunsAreStoppedOrRepeatedAtOnceAndWhatCannotBeIsTold() {
        String open = running(tenant);
        String failed = failedInTheMiddle();
        Api admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String path = "/api/v1/tenants/" + tenant.view().key() + "/runs/deeds";

        JsonNode stopped =
                admin.post(path, deed("STOP", open, failed, "r0")).json().path("outcomes");
        JsonNode repeated =
                admin.post(path, deed("RERUN", failed, failed)).json().path("outcomes");

        assertThat(run(tenant, open).state()).isEqualTo(RunState.STOPPED);
        assertThat(stopped.valueStream().map(one -> one.path("code").asString("")))
                .containsExactly("", "run.over", "run.unknown");
        assertThat(repeated.size()).isEqualTo(1);
        String repetition = repeated.get(0).path("repetition").asString();
        assertThat(run(tenant, repetition).repeat().parentId()).isEqualTo(failed);
    }

    private static String deed(String deed, String... runs) {
        return "{\"deed\":\"%s\",\"runs\":[\"%s\"]}".formatted(deed, String.join("\",\"", runs));
    }

    private String failedInTheMiddle() {
        String run = running(tenant);
        ask(tenant, run, 1);
        succeedWithOutput(run, 1);
        ask(tenant, run, 2);
        fail(tenant, run, 2);
        ask(tenant, run, 3);
        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);
        return run;
    }

    private void succeedWithOutput(String run, int n) {
        Attempt attempt = submitted(tenant, run, n, "s-" + run + n);
        String result = "{\"output\":{\"uri\":\"s3://workspace/out-of-c" + n + "\"}}";
        act(tenant, () -> transitions.succeeded(tenant.id(), attempt.id(), new StepResult(result, null)));
    }

    private String repeated(String run) {
        String id = as(
                tenant,
                () -> reruns.request(tenant.id(), run, "test", Repeat.Scope.FAILED, null, Reruns.Version.CURRENT)
                        .id());
        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));
        act(tenant, () -> callbacks.gate(tenant.view(), tenant.dagId(), id));
        return id;
    }

    private void mark(String run, String component, Mark.As as) {
        act(tenant, () -> marks.mark(tenant.id(), run, component, "eve", as, " loaded by hand "));
    }

    private Mark mark(String run, int n) {
        return as(tenant, () -> tasks.findByRunIdOrderByN(run).get(n - 1).mark());
    }

    private String inputOfThird(String run) {
        return as(tenant, () -> {
            RunGraph graph = graphs.of(repository.findById(run).orElseThrow());
            return inputs.upstream(graph, graph.component(3), tasks.findByRunIdOrderByN(run))
                    .at("/c2/uri")
                    .asString();
        });
    }
}
