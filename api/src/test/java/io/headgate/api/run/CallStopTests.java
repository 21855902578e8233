package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.tenancy.Scope;
import io.headgate.api.tenancy.Tenants;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs that call others: how they end together, and whose place they hold. */
class CallStopTests extends CallTestBase {

    @Autowired
    RunTransitions runTransitions;

    @Autowired
    Reruns reruns;

    @Autowired
    Tenants registry;

    private Live whole;

    @BeforeEach
    void aProcessThatCallsAnother() {
        whole = live("whole", "[]", call("c1", "leaf", SUM, "") + """
                ,{"key":"c2","label":"Use","type":"sql-rule","settings":{"sql":"SELECT a FROM c1"}}""", "c1>c2");
    }

    @Test
    void stoppingTheCallerStopsACalledRunThatWaits() {
        String caller = calling();
        String called = onlyCall(caller).id();

        act(tenant, () -> runs.stop(tenant.id(), caller, "anna"));
        assertThat(run(tenant, caller).state())
                .as("it waits for what it called")
                .isEqualTo(RunState.STOPPING);
        look(caller);
        assertThat(run(tenant, called).state()).isEqualTo(RunState.STOPPED);
        assertThat(run(tenant, called).stopRequestedBy()).isEqualTo("anna");
        look(caller);

        assertThat(run(tenant, caller).state()).isEqualTo(RunState.STOPPED);
        assertThat(task(tenant, caller, 1)).isEqualTo(TaskState.STOPPED);
        RunView.ReceiptLine line = as(tenant, () -> views.get(caller)).receipt().getFirst();
        assertThat(line.run()).isEqualTo(called);
        assertThat(line.outcome()).isEqualTo(RunView.StopOutcome.NOT_STARTED);
    }

    @Test
    void stoppingTheCallerStopsACalledRunThatRunsAndWaitsForItsSteps() {
        String caller = calling();
        String called = onlyCall(caller).id();
        admit(leaf);
        gate(leaf, called);
        ask(leaf, called, 1);
        Attempt attempt = submitted(tenant, called, 1, "s-1");

        act(tenant, () -> runs.stop(tenant.id(), caller, "anna"));
        look(caller);
        look(caller);

        assertThat(run(tenant, called).state()).isEqualTo(RunState.STOPPING);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.STOPPING);
        assertThat(as(tenant, () -> views.get(caller)).receipt().getFirst().outcome())
                .isEqualTo(RunView.StopOutcome.STILL_RUNNING);
        act(tenant, () -> transitions.cancelled(tenant.id(), attempt.id()));
        look(caller);
        assertThat(run(tenant, called).state()).isEqualTo(RunState.STOPPED);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.STOPPED);
        assertThat(as(tenant, () -> views.get(caller)).receipt().getFirst().outcome())
                .isEqualTo(RunView.StopOutcome.CANCELLED);
    }

    @Test
    void whatOfACalledRunCannotBeStoppedKeepsItsCallerIncomplete() {
        String caller = calling();
        String called = onlyCall(caller).id();
        Attempt attempt = stoppedInVain(caller, called);
        look(caller);

        assertThat(run(tenant, called).state()).isEqualTo(RunState.STOP_INCOMPLETE);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.STOP_INCOMPLETE);
        assertThat(run(tenant, caller).trouble().sentence()).startsWith("One run that it called could not be stopped");

        act(tenant, () -> runs.stop(tenant.id(), caller, "ben"));
        look(caller);
        assertThat(run(tenant, called).state()).as("stopped anew").isEqualTo(RunState.STOPPING);
        assertThat(run(tenant, called).stopRequestedBy()).isEqualTo("ben");
        act(tenant, () -> transitions.cancelled(tenant.id(), attempt.id()));
        look(caller);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void aCallerWhoseStopWasIncompleteIsStoppedWhenTheLastStepOfWhatItCalledHasEnded() {
        String caller = calling();
        String called = onlyCall(caller).id();
        Attempt attempt = stoppedInVain(caller, called);
        long before = generation(onlyCall(caller).id());

        act(tenant, () -> transitions.cancelled(tenant.id(), attempt.id()));

        assertThat(run(tenant, called).state()).isEqualTo(RunState.STOPPED);
        assertThat(generation(called)).as("its caller is woken").isEqualTo(before + 1);
        look(caller);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void airflowThatIsThroughEarlyLeavesTheCallerSettlingUntilItsCallHasEnded() {
        String caller = calling();
        String called = onlyCall(caller).id();

        exit(whole, caller);

        assertThat(run(tenant, caller).state()).isEqualTo(RunState.SETTLING);
        assertThat(task(tenant, caller, 2)).isEqualTo(TaskState.SKIPPED);
        succeedLeaf(called);
        look(caller);
        assertThat(task(tenant, caller, 1)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aTenantWithOnePlaceRunsACallerAndWhatItCalls() {
        Scope.ofPlatform(() -> registry.change(tenant.view().key(), null, 1, null));
        String other = as(
                tenant,
                () -> runs.request(tenant.id(), "leaf", "test", null, null).id());
        tenants.sql(
                tenant.id(),
                "UPDATE process SET concurrency = 1 WHERE id = ?",
                leaf.process().id());
        String caller = calling();
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.RUNNING);
        admit(leaf);
        String called = onlyCall(caller).id();

        assertThat(run(tenant, called).state())
                .as("it is on its caller's place, before one that needs its own")
                .isEqualTo(RunState.STARTING);
        assertThat(run(tenant, other).state()).isEqualTo(RunState.WAITING);
        assertThat(places()).containsExactly(caller);
        succeedLeaf(called);
        assertThat(places()).containsExactly(caller);
        look(caller);
        ask(whole, caller, 2);
        end(caller, 2, "{}");
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.SUCCEEDED);
        admit(leaf);
        assertThat(run(tenant, other).state()).isEqualTo(RunState.STARTING);
        assertThat(places()).containsExactly(other);
    }

    @Test
    void theConcurrencyOfTheCalledProcessHoldsAndIsTold() {
        tenants.sql(
                tenant.id(),
                "UPDATE process SET concurrency = 1 WHERE id = ?",
                leaf.process().id());
        String first = running(leaf);
        String caller = calling();
        admit(leaf);

        assertThat(onlyCall(caller).reason()).isEqualTo(Waiting.concurrency(1));
        act(tenant, () -> runs.stop(tenant.id(), first, "test"));
        admit(leaf);
        assertThat(onlyCall(caller).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aRepetitionTakesOverACallThatSucceeded() {
        String caller = calling();
        succeedLeaf(onlyCall(caller).id());
        look(caller);
        ask(whole, caller, 2);
        fail(tenant, caller, 2);
        String again = rerun(caller, Repeat.Scope.FAILED);

        assertThat(ask(whole, again, 1)).isEqualTo(CallbackAnswers.Ask.PASS);

        assertThat(called(again)).isEmpty();
        assertThat(as(tenant, () -> views.get(again)).components().getFirst().reusedFrom())
                .isEqualTo(caller);
        String wholly = rerun(caller, Repeat.Scope.WHOLE);
        ask(whole, wholly, 1);
        assertThat(onlyCall(wholly).repeat()).as("done anew").isNull();
    }

    @Test
    void aRepetitionGoesOnWithACallThatFailed() {
        String caller = calling();
        String called = onlyCall(caller).id();
        failLeaf(called);
        look(caller);
        ask(whole, caller, 2);
        String again = rerun(caller, Repeat.Scope.FAILED);

        ask(whole, again, 1);

        Run second = onlyCall(again);
        assertThat(second.repeat()).isEqualTo(new Repeat(called, Repeat.Scope.FAILED, null, null));
        admit(leaf);
        gate(leaf, second.id());
        assertThat(ask(leaf, second.id(), 1))
                .as("what succeeded there is not done twice")
                .isEqualTo(CallbackAnswers.Ask.PASS);
    }

    @Test
    void aCallAfterWorkThatIsDoneAnewIsMadeAnew() {
        Live chain = live(
                "chain",
                "[]",
                "{\"key\":\"read\",\"label\":\"Read\"," + INGEST + "}," + call("c2", "leaf") + "," + call("c3", "leaf"),
                "read>c2",
                "c2>c3");
        String caller = running(chain);
        ask(chain, caller, 1);
        end(caller, 1, ROWS);
        ask(chain, caller, 2);
        succeedLeaf(onlyCall(caller).id());
        look(caller);
        ask(chain, caller, 3);
        failLeaf(called(caller).getLast().id());
        look(caller);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);

        String again = rerun(chain, caller, Repeat.Scope.FAILED);
        assertThat(ask(chain, again, 1)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(ask(chain, again, 2)).isEqualTo(CallbackAnswers.Ask.PASS);
        tenants.sql(tenant.id(), "UPDATE task_run SET work_hash = 'other' WHERE run_id = ? AND n = 1", caller);
        String changed = rerun(chain, caller, Repeat.Scope.FAILED);
        ask(chain, changed, 1);
        end(changed, 1, ROWS);
        assertThat(ask(chain, changed, 2)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        assertThat(called(changed)).hasSize(1);
    }

    /** Stops a caller whose called run has a step that EMR does not end, until the stop's time is over for both; that step. */
    private Attempt stoppedInVain(String caller, String called) {
        admit(leaf);
        gate(leaf, called);
        ask(leaf, called, 1);
        Attempt attempt = submitted(tenant, called, 1, "s-1");
        act(tenant, () -> runs.stop(tenant.id(), caller, "anna"));
        look(caller);
        tenants.sql(tenant.id(), "UPDATE run SET stop_requested_at = stop_requested_at - interval '1 hour'");
        act(tenant, () -> runTransitions.settleIfOver(called));
        act(tenant, () -> runTransitions.settleIfOver(caller));
        return attempt;
    }

    private String calling() {
        String caller = running(whole);
        ask(whole, caller, 1);
        return caller;
    }

    private String rerun(String run, Repeat.Scope scope) {
        return rerun(whole, run, scope);
    }

    private String rerun(Live live, String run, Repeat.Scope scope) {
        String id = as(
                tenant,
                () -> reruns.request(tenant.id(), run, "test", scope, null, Reruns.Version.CURRENT)
                        .id());
        start(live, id);
        return id;
    }

    private List<String> places() {
        return tenants.query(
                tenant.id(), String.class, "SELECT run_id FROM run_place WHERE granted_at IS NOT NULL ORDER BY run_id");
    }
}
