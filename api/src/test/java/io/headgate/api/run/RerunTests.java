package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs that repeat others: c1 leads to c2, which leads to c4; c3 stands alone. */
class RerunTests extends RunTestBase {

    @Autowired
    Reruns reruns;

    @Autowired
    RunViews views;

    @Autowired
    RunQueries queries;

    TestTenant tenant;
    String first;

    @BeforeEach
    void aRunWhoseSecondComponentFailed() {
        tenant = tenants.create(Node.after(), Node.after(1), Node.after(), Node.after(2));
        first = running(tenant);
        work(first, 1);
        ask(tenant, first, 2);
        fail(tenant, first, 2);
        work(first, 3);
        ask(tenant, first, 4);
        assertThat(run(tenant, first).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void onlyWhatFailedAndWhatComesAfterItIsDoneAgain() {
        String again = rerun(first, Repeat.Scope.FAILED, null);

        assertThat(ask(tenant, again, 1)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(ask(tenant, again, 3)).isEqualTo(CallbackAnswers.Ask.PASS);
        work(again, 2);
        work(again, 4);

        assertThat(run(tenant, again).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(view(again).parent()).isEqualTo(first);
        assertThat(view(again).components().get(0).reusedFrom()).isEqualTo(first);
        assertThat(view(again).components().get(1).reusedFrom()).isNull();
        assertThat(view(first).repetitions().getFirst()).isEqualTo(again);
        assertThat(attempts(tenant, again)).hasSize(2);
    }

    @Test
    void theListTellsTheNewestRepetitionOfARun() {
        rerun(first, Repeat.Scope.FAILED, null);
        tenants.sql(tenant.id(), "UPDATE run SET state = 'STOPPED', ended_at = now() WHERE parent_id = ?", first);
        String newest = rerun(first, Repeat.Scope.FAILED, null);

        RunQueries.Filter all = new RunQueries.Filter(null, null, null, null, null, null, null);
        assertThat(as(tenant, () -> queries.list(tenant.id(), all, null, 10)).items())
                .filteredOn(run -> run.repeatedBy() != null)
                .extracting(RunSummary::id, RunSummary::repeatedBy)
                .containsExactly(tuple(first, newest));
    }

    @Test
    void aRepetitionOfARepetitionTellsTheRunThatDidTheWork() {
        String second = rerun(first, Repeat.Scope.FAILED, null);
        ask(tenant, second, 1);
        ask(tenant, second, 3);
        ask(tenant, second, 2);
        fail(tenant, second, 2);
        ask(tenant, second, 4);

        String third = rerun(second, Repeat.Scope.FAILED, null);
        ask(tenant, third, 1);

        assertThat(view(third).components().get(0).reusedFrom()).isEqualTo(first);
    }

    @Test
    void aComponentWhoseInputWasMadeAnewIsDoneAgainThoughItsSettingsAreTheSame() {
        String good = rerun(first, Repeat.Scope.FAILED, null);
        ask(tenant, good, 1);
        ask(tenant, good, 3);
        work(good, 2);
        work(good, 4);

        String again = rerun(good, Repeat.Scope.FROM, "c2");

        assertThat(ask(tenant, again, 1)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(ask(tenant, again, 3)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(ask(tenant, again, 2)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        succeed(tenant, again, 2);
        assertThat(ask(tenant, again, 4)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
    }

    @Test
    void aResultOfAnotherPlaceIsNotReusedThoughTheLocationMeantThatPlaceWhenTheComponentWasAskedFor() {
        String moved = running(tenant);
        ask(tenant, moved, 1);
        tenants.sql(tenant.id(), "UPDATE location SET prefix = 'elsewhere'");
        succeed(tenant, moved, 1);
        tenants.sql(tenant.id(), "UPDATE location SET prefix = ''");
        work(moved, 3);
        ask(tenant, moved, 2);
        fail(tenant, moved, 2);
        ask(tenant, moved, 4);

        String again = rerun(moved, Repeat.Scope.FAILED, null);

        assertThat(ask(tenant, again, 1)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(ask(tenant, again, 3)).isEqualTo(CallbackAnswers.Ask.PASS);
    }

    @Test
    void aWholeRepetitionReusesNothing() {
        String again = rerun(first, Repeat.Scope.WHOLE, null);

        assertThat(ask(tenant, again, 1)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(ask(tenant, again, 3)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
    }

    @Test
    void aResultOfOtherSettingsIsNotReused() {
        tenants.sql(
                tenant.id(),
                "UPDATE task_run SET work_hash = 'of other settings' WHERE run_id = ? AND component_key = 'c1'",
                first);

        String again = rerun(first, Repeat.Scope.FAILED, null);

        assertThat(ask(tenant, again, 1)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(ask(tenant, again, 3)).isEqualTo(CallbackAnswers.Ask.PASS);
    }

    @Test
    void whatCannotBeRepeatedSaysWhy() {
        String open = rerun(first, Repeat.Scope.FAILED, null);
        assertThat(refused(tenant, open, Repeat.Scope.FAILED, null)).isEqualTo("rerun.not-over");
        assertThat(refused(tenant, first, Repeat.Scope.FROM, "nothing")).isEqualTo("rerun.component");
        assertThat(refused(tenant, first, Repeat.Scope.FROM, null)).isEqualTo("rerun.component");
        ask(tenant, open, 1);
        ask(tenant, open, 3);
        work(open, 2);
        work(open, 4);
        assertThat(refused(tenant, open, Repeat.Scope.FAILED, null)).isEqualTo("rerun.nothing-failed");
        TestTenant other = tenants.create(Node.after());
        assertThat(refused(other, first, Repeat.Scope.WHOLE, null))
                .as("of another tenant")
                .isEqualTo("run.unknown");
    }

    @Test
    void aRepetitionOfTheSameVersionEndsWhenAnotherHasGoneLiveBeforeItBegan() {
        String again = requested(first, Repeat.Scope.FAILED, null, Reruns.Version.SAME);
        tenants.sql(tenant.id(), "UPDATE run SET only_version_id = gen_random_uuid() WHERE id = ?", again);

        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));

        assertThat(run(tenant, again).state()).isEqualTo(RunState.FAILED);
        assertThat(run(tenant, again).trouble().code()).isEqualTo("rerun.version-not-published");
    }

    private void work(String run, int n) {
        ask(tenant, run, n);
        Attempt attempt = submitted(tenant, run, n, "s-" + run + n);
        String result = "{\"output\":{\"uri\":\"s3://workspace/%s/%d\"}}".formatted(run, n);
        act(tenant, () -> transitions.succeeded(tenant.id(), attempt.id(), new StepResult(result, null)));
    }

    private String rerun(String run, Repeat.Scope scope, String from) {
        String id = requested(run, scope, from, Reruns.Version.CURRENT);
        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));
        act(tenant, () -> callbacks.gate(tenant.view(), tenant.dagId(), id));
        return id;
    }

    private String requested(String run, Repeat.Scope scope, String from, Reruns.Version version) {
        return as(
                tenant,
                () -> reruns.request(tenant.id(), run, "test", scope, from, version)
                        .id());
    }

    private String refused(TestTenant tenant, String run, Repeat.Scope scope, String from) {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> act(tenant, () -> reruns.request(tenant.id(), run, "test", scope, from, Reruns.Version.CURRENT)));
        return refused.code();
    }

    private RunView view(String run) {
        return as(tenant, () -> views.get(run));
    }
}
