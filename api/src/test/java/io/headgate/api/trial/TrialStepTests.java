package io.headgate.api.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.FakeCloud.Answer;
import io.headgate.connector.budget.EmrCall;
import org.junit.jupiter.api.Test;

/** The one step of a trial: submitted once, watched, cancelled, and ended when it takes too long. */
class TrialStepTests extends TrialTestBase {

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
}
