package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Components that run only when their condition holds: what becomes of them, of those after them, and of the run. */
class ConditionTests extends RunTestBase {

    @Autowired
    Reruns reruns;

    @Test
    void aConditionThatHoldsLetsTheComponentRunAndOneThatDoesNotLeavesItOut() {
        TestTenant tenant = tenants.create(
                Node.after(),
                Node.after(1).when("result.c1.rowsOut > 5"),
                Node.after(1).when("result.c1.rowsOut <= 5 && run.date > '2000-01-01'"));
        String run = running(tenant);
        work(tenant, run, 1, 7);

        assertThat(ask(tenant, run, 2)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(ask(tenant, run, 3)).isEqualTo(CallbackAnswers.Ask.PASS);

        assertThat(task(tenant, run, 3)).isEqualTo(TaskState.LEFT_OUT);
        ComponentError why = error(tenant, run, 3);
        assertThat(why.code()).isEqualTo("condition.not-met");
        assertThat(why.sentence())
                .contains("result.c1.rowsOut <= 5 && run.date > '2000-01-01'")
                .contains("result.c1.rowsOut was 7");
        assertThat(run(tenant, run).state()).isEqualTo(RunState.RUNNING);
        succeed(tenant, run, 2);
        assertThat(run(tenant, run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(attempts(tenant, run)).as("the one left out costs no step").hasSize(2);
    }

    @Test
    void whatComesAfterOneLeftOutIsLeftOutTooAndTheRunSucceeds() {
        TestTenant tenant = tenants.create(
                Node.after(),
                Node.after(1).when("result.c1.rowsOut == 0"),
                Node.after(2).off(),
                Node.after(3),
                Node.after(1, 4));
        String run = running(tenant);
        work(tenant, run, 1, 7);

        for (int n = 2; n <= 5; n++) {
            assertThat(ask(tenant, run, n)).as("c%d", n).isEqualTo(CallbackAnswers.Ask.PASS);
            assertThat(task(tenant, run, n)).as("c%d", n).isEqualTo(TaskState.LEFT_OUT);
        }

        assertThat(error(tenant, run, 5).sentence()).contains("\"C4\" was skipped");
        assertThat(run(tenant, run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(as(tenant, () -> callbacks.exit(tenant.dagId(), run)).state())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void whatCanDoWithoutAnInputRunsWhenAnotherCame() {
        TestTenant tenant = tenants.create(
                Node.after(),
                Node.after(1).when("result.c1.rowsOut > 5"),
                Node.after(1).when("result.c1.rowsOut <= 5"),
                Node.combining(2, 3),
                Node.combining(3));
        String run = running(tenant);
        work(tenant, run, 1, 7);
        work(tenant, run, 2, 7);
        ask(tenant, run, 3);

        assertThat(ask(tenant, run, 4)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(ask(tenant, run, 5)).isEqualTo(CallbackAnswers.Ask.PASS);

        assertThat(task(tenant, run, 5)).as("nothing came in").isEqualTo(TaskState.LEFT_OUT);
        succeed(tenant, run, 4);
        assertThat(run(tenant, run).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void anAnswerIsTheSameHoweverOftenItIsAskedFor() {
        TestTenant tenant = tenants.create(Node.after(), Node.after(1).when("!result.c1.ran"), Node.after());
        String run = running(tenant);
        work(tenant, run, 1, 7);
        assertThat(ask(tenant, run, 2)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(ask(tenant, run, 2)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(task(tenant, run, 2)).isEqualTo(TaskState.LEFT_OUT);
    }

    @Test
    void aConditionThatCannotBeDecidedFailsItsComponentInWordsAndNothingElse() {
        TestTenant tenant = tenants.create(
                Node.after(), Node.after(1).when("10 / result.c1.rowsOut > 2"), Node.after(2), Node.after());
        String run = running(tenant);
        work(tenant, run, 1, 0);

        assertThat(ask(tenant, run, 2)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(task(tenant, run, 2)).isEqualTo(TaskState.FAILED);
        assertThat(error(tenant, run, 2).code()).isEqualTo("condition.undecidable");
        assertThat(error(tenant, run, 2).sentence()).contains("it divides by zero", "result.c1.rowsOut was 0");
        ask(tenant, run, 3);
        assertThat(task(tenant, run, 3)).isEqualTo(TaskState.SKIPPED);
        ask(tenant, run, 4);
        succeed(tenant, run, 4);
        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aResultThatIsNotThereFailsTheComponentThatAsksForIt() {
        TestTenant tenant = tenants.create(Node.after(), Node.after(1).when("result.c1.rowsIn > 0"));
        String run = running(tenant);
        ask(tenant, run, 1);
        succeed(tenant, run, 1);

        ask(tenant, run, 2);

        assertThat(error(tenant, run, 2).sentence()).contains("result.c1.rowsIn, which has no value in this run");
    }

    @Test
    void aDisabledComponentPassesTheRowsOfTheOneBeforeItToConditions() {
        TestTenant tenant = tenants.create(
                Node.after(), Node.after(1).off(), Node.after(2).when("result.c2.rowsOut == 7 && !result.c2.ran"));
        String run = running(tenant);
        work(tenant, run, 1, 7);
        ask(tenant, run, 2);
        assertThat(ask(tenant, run, 3)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
    }

    @Test
    void aRepetitionEvaluatesAnewByReusedResults() {
        TestTenant tenant = tenants.create(
                Node.after(),
                Node.after(1).when("result.c1.rowsOut > 5"),
                Node.after(1),
                Node.after(1).when("result.c1.rowsOut > 9"));
        String first = running(tenant);
        work(tenant, first, 1, 7);
        work(tenant, first, 2, 7);
        ask(tenant, first, 3);
        fail(tenant, first, 3);
        ask(tenant, first, 4);
        assertThat(run(tenant, first).state()).isEqualTo(RunState.FAILED);

        String again = as(
                tenant,
                () -> reruns.request(tenant.id(), first, "test", Repeat.Scope.FAILED, null, Reruns.Version.CURRENT)
                        .id());
        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));
        act(tenant, () -> callbacks.gate(tenant.view(), tenant.dagId(), again));

        assertThat(ask(tenant, again, 1)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(ask(tenant, again, 2)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(task(tenant, again, 2)).as("reused, for its condition holds").isEqualTo(TaskState.SUCCEEDED);
        assertThat(ask(tenant, again, 4)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(task(tenant, again, 4)).isEqualTo(TaskState.LEFT_OUT);
        work(tenant, again, 3, 7);
        assertThat(run(tenant, again).state()).isEqualTo(RunState.SUCCEEDED);
    }

    private ComponentError error(TestTenant tenant, String run, int n) {
        return as(tenant, () -> tasks.findByRunIdOrderByN(run).get(n - 1).error());
    }
}
