package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.FakeCloud;
import io.headgate.api.FakeCloud.Answer;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.work.Next;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Turns on a cluster, with EMR's answers at the other end of a real socket. */
class ClusterWorkTests extends RunTestBase {

    private static final String ADD = "AddJobFlowSteps";
    private static final String LIST = "ListSteps";
    private static final String CANCEL = "CancelSteps";

    @Autowired
    ClusterWork work;

    TestTenant tenant;
    String run;

    @BeforeEach
    void aRunWithTwoComponentsThatAreDue() {
        tenant = tenants.create(Node.after(), Node.after());
        run = running(tenant);
        emr(ADD, Answer.ok("{\"StepIds\":[\"s-1\"]}"));
        emr(LIST, Answer.ok("{\"Steps\":[]}"));
        emr(CANCEL, Answer.ok("{\"CancelStepsInfoList\":[]}"));
    }

    @Test
    void aStepIsSubmittedWithItsSettingsInTheWorkspaceAndEndsWithItsResult() {
        ask(tenant, run, 1);
        turn();

        Attempt attempt = attempts(tenant, run).getFirst();
        assertThat(attempt.state()).isEqualTo(AttemptState.PENDING);
        String folder = "workspace/headgate/runs/" + run + "/c1/attempts/" + attempt.attemptKey() + "/";
        assertThat(new String(FakeCloud.get().object(folder + "settings.json"))).contains(attempt.attemptKey());

        FakeCloud.get().put(folder + "result.json", result(attempt, "SUCCEEDED"));
        emr(LIST, call -> call.body().contains("StepIds") ? steps("s-1", "COMPLETED") : steps());
        turn();

        assertThat(task(tenant, run, 1)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(calls(ADD)).isEqualTo(1);
    }

    @Test
    void aSubmissionWhoseAnswerWasLostIsFoundByItsNameAndNotSentAgain() {
        emr(ADD, new Answer(503, "", "{}"));
        ask(tenant, run, 1);
        turn();
        assertThat(open(tenant, run, 1).state()).isEqualTo(AttemptState.SUBMITTING);
        turn();
        assertThat(open(tenant, run, 1).state()).isEqualTo(AttemptState.SUBMITTING);

        emr(LIST, named("s-7", "headgate " + run + "-1-1"));
        turn();

        assertThat(open(tenant, run, 1).stepId()).isEqualTo("s-7");
        assertThat(calls(ADD)).isEqualTo(1);
    }

    @Test
    void aSubmissionThatEmrDoesNotHaveIsSentAgainOnlyWhenItsTimeHasPassed() {
        emr(ADD, new Answer(503, "", "{}"));
        ask(tenant, run, 1);
        turn();
        tenants.sql(tenant.id(), "UPDATE attempt SET lookup_until = now() - interval '1 second'");
        emr(ADD, Answer.ok("{\"StepIds\":[\"s-8\"]}"));
        turn();
        turn();

        assertThat(open(tenant, run, 1).stepId()).isEqualTo("s-8");
        assertThat(attempts(tenant, run)).hasSize(1);
    }

    @Test
    void aLostSubmissionOfARunThatIsStoppedIsNotSentAgain() {
        emr(ADD, new Answer(503, "", "{}"));
        ask(tenant, run, 1);
        turn();
        act(tenant, () -> runs.stop(tenant.id(), run, "test"));
        tenants.sql(tenant.id(), "UPDATE attempt SET lookup_until = now() - interval '1 second'");
        turn();
        turn();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.STOPPED);
        assertThat(calls(ADD)).isEqualTo(1);
    }

    @Test
    void manyLostSubmissionsAreLookedForInOneList() {
        emr(ADD, new Answer(503, "", "{}"));
        ask(tenant, run, 1);
        ask(tenant, run, 2);
        turn();
        turn();
        long before = calls(LIST);
        emr(LIST, named("s-7", "headgate " + run + "-2-1"));
        turn();

        assertThat(calls(LIST)).isEqualTo(before + 1);
        assertThat(open(tenant, run, 1).state()).isEqualTo(AttemptState.SUBMITTING);
        assertThat(open(tenant, run, 2).stepId()).isEqualTo("s-7");
    }

    @Test
    void aStepThatEmrTookAfterItsAttemptHadEndedIsCancelled() {
        ask(tenant, run, 1);
        Attempt attempt = open(tenant, run, 1);
        emr(ADD, call -> {
            Instant since = open(tenant, run, 1).submittingSince();
            act(tenant, () -> runs.stop(tenant.id(), run, "test"));
            act(tenant, () -> transitions.notSubmitted(tenant.id(), attempt.id(), since, Instant.now(), null));
            return Answer.ok("{\"StepIds\":[\"s-late\"]}");
        });
        turn();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.STOPPED);
        assertThat(FakeCloud.get().calls(CANCEL))
                .filteredOn(call -> call.body().contains("\"" + tenant.cluster() + "\""))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("s-late"));
    }

    @Test
    void aStepOfAClusterThatTheAccountHasLeftIsWatchedWhereItRuns() {
        ask(tenant, run, 1);
        turn();
        tenants.sql(tenant.id(), "UPDATE aws_account SET cluster_id = ?", tenant.cluster() + "NEW");
        FakeCloud.get().emr(LIST, tenant.cluster() + "NEW", call -> steps());
        emr(LIST, call -> call.body().contains("StepIds") ? steps("s-1", "FAILED") : steps());
        turn();

        assertThat(task(tenant, run, 1)).isEqualTo(TaskState.FAILED);
    }

    @Test
    void aLostSubmissionIsLookedForOnTheClusterThatItWasSentTo() {
        emr(ADD, new Answer(503, "", "{}"));
        ask(tenant, run, 1);
        turn();
        tenants.sql(tenant.id(), "UPDATE attempt SET lookup_until = now() - interval '1 second'");
        tenants.sql(tenant.id(), "UPDATE aws_account SET cluster_id = ?", tenant.cluster() + "NEW");
        FakeCloud.get().emr(LIST, tenant.cluster() + "NEW", call -> steps());
        emr(LIST, named("s-9", "headgate " + run + "-1-1"));
        turn();

        assertThat(open(tenant, run, 1).stepId()).isEqualTo("s-9");
    }

    @Test
    void aCancelThatIsDeniedDoesNotKeepOtherStepsFromBeingSubmittedAndWatched() {
        ask(tenant, run, 1);
        turn();
        String other = running(tenant);
        ask(tenant, other, 1);
        act(tenant, () -> runs.stop(tenant.id(), run, "test"));
        emr(CANCEL, Answer.refused("AccessDeniedException", "no elasticmapreduce:CancelSteps"));
        emr(ADD, Answer.ok("{\"StepIds\":[\"s-2\"]}"));
        emr(LIST, call -> steps("s-1", "RUNNING", "s-2", "RUNNING"));
        turn();
        turn();

        assertThat(open(tenant, other, 1).state()).isEqualTo(AttemptState.RUNNING);
        assertThat(open(tenant, run, 1).trouble().code()).isEqualTo("account.denied");
    }

    @Test
    void aTroubleIsNoLongerToldWhenItIsOver() {
        ask(tenant, run, 1);
        turn();
        emr(LIST, new Answer(500, "", "{}"));
        turn();
        assertThat(open(tenant, run, 1).trouble().code()).isEqualTo("emr.away");

        emr(LIST, call -> steps("s-1", "RUNNING"));
        turn();

        assertThat(open(tenant, run, 1).trouble()).isNull();
    }

    @Test
    void aRoleThatCannotBeAssumedIsToldAsThat() {
        tenants.sql(
                tenant.id(), "UPDATE aws_account SET role_arn = replace(role_arn, 'role/headgate', 'role/refused')");
        ask(tenant, run, 1);
        turn();

        assertThat(open(tenant, run, 1).trouble().code()).isEqualTo("account.role-refused");
        assertThat(open(tenant, run, 1).state()).isEqualTo(AttemptState.QUEUED);
    }

    @Test
    void aTimeLimitThatEndedAStepIsToldEvenIfTheWorkspaceWasAwayMeanwhile() {
        ask(tenant, run, 1);
        turn();
        Attempt attempt = open(tenant, run, 1);
        act(tenant, () -> transitions.timedOut(tenant.id(), attempt.id()));
        act(
                tenant,
                () -> transitions.trouble(
                        tenant.id(),
                        attempt.id(),
                        new io.headgate.api.platform.Trouble("account.workspace-away", "x", "y")));
        emr(LIST, call -> call.body().contains("StepIds") ? steps("s-1", "CANCELLED") : steps());
        turn();

        assertThat(as(tenant, () -> tasks.findByRunIdOrderByN(run).getFirst().error())
                        .code())
                .isEqualTo("step.timed-out");
    }

    @Test
    void oneCallForEachComponentThoughTwoTurnsAreTakenAtOnce() {
        ask(tenant, run, 1);
        ask(tenant, run, 2);
        List<Thread> turns = List.of(
                Thread.ofPlatform().start(this::turn), Thread.ofPlatform().start(this::turn));
        turns.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(calls(ADD)).isEqualTo(2);
        assertThat(attempts(tenant, run)).extracting(Attempt::state).containsOnly(AttemptState.PENDING);
    }

    @Test
    void anInstanceThatWasHeldForLongSpoilsNothingWhenItGoesOn() {
        ask(tenant, run, 1);
        Attempt attempt = open(tenant, run, 1);
        Instant first = submitting(attempt);
        act(tenant, () -> transitions.notSubmitted(tenant.id(), attempt.id(), first, Instant.now(), null));
        Instant second = submitting(attempt);

        act(tenant, () -> transitions.notSubmitted(tenant.id(), attempt.id(), first, Instant.now(), null));
        act(tenant, () -> transitions.refused(tenant.id(), attempt.id(), first, ERROR));

        assertThat(open(tenant, run, 1).isSubmittingSince(second)).isTrue();
    }

    @Test
    void aStubbornStepIsInterruptedThenKilledEverLessOften() {
        ask(tenant, run, 1);
        turn();
        emr(LIST, call -> steps("s-1", "RUNNING"));
        act(tenant, () -> runs.stop(tenant.id(), run, "test"));
        turn();
        turn();
        assertThat(cancels()).containsExactly("SEND_INTERRUPT");

        longAgo("12 seconds");
        turn();
        turn();
        assertThat(cancels()).containsExactly("SEND_INTERRUPT", "TERMINATE_PROCESS");

        longAgo("22 seconds");
        turn();
        turn();
        assertThat(cancels()).hasSize(3);
        longAgo("32 seconds");
        turn();
        assertThat(cancels()).as("not before 40 s").hasSize(3);

        tenants.sql(tenant.id(), "UPDATE attempt SET cancel_calls = 20");
        longAgo("319 seconds");
        turn();
        assertThat(cancels()).as("at most every 320 s").hasSize(3);
        longAgo("321 seconds");
        turn();
        turn();
        assertThat(cancels()).hasSize(4);
    }

    private Instant submitting(Attempt attempt) {
        return as(
                tenant,
                () -> transitions
                        .submitting(
                                tenant.id(),
                                attempt.id(),
                                tenant.cluster(),
                                Instant.now().plusSeconds(60))
                        .since());
    }

    private List<String> cancels() {
        return FakeCloud.get().calls(CANCEL).stream()
                .filter(call -> call.body().contains("\"" + tenant.cluster() + "\""))
                .map(call -> call.json().path("StepCancellationOption").asString())
                .toList();
    }

    /** When the last of the cancels was. */
    private void longAgo(String time) {
        tenants.sql(tenant.id(), "UPDATE attempt SET cancelled_at = now() - interval '" + time + "'");
    }

    private Next turn() {
        return as(tenant, () -> work.handle(tenant.id(), tenant.accountId().toString()));
    }

    private void emr(String action, Answer answer) {
        emr(action, call -> answer);
    }

    private void emr(String action, java.util.function.Function<FakeCloud.Call, Answer> answer) {
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

    private static Answer named(String id, String name) {
        return Answer.ok(
                "{\"Steps\":[{\"Id\":\"%s\",\"Name\":\"%s\",\"Status\":{\"State\":\"PENDING\"}}]}".formatted(id, name));
    }

    private static byte[] result(Attempt attempt, String status) {
        return "{\"attemptKey\":\"%s\",\"status\":\"%s\",\"rows\":{\"in\":1,\"out\":1}}"
                .formatted(attempt.attemptKey(), status)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
