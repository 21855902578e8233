package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Components that run another process: what goes in, what comes out, and what goes wrong. */
class CallTests extends CallTestBase {

    @Autowired
    StepInputs inputs;

    @Autowired
    RunGraphs graphs;

    @Autowired
    Tenants registry;

    @Test
    void aComponentCallsARunAndItsRowsComeOutOfIt() {
        Live whole = live(
                "whole",
                "[{\"key\":\"least\",\"type\":\"integer\",\"default\":7}]",
                call("c1", "leaf", """
                ,"resultFrom":"sum","parameters":{"day":"${run.date}","least":"${param.least}"}""", "") + """
                ,{"key":"c2","label":"Use","type":"sql-rule","settings":{"sql":"SELECT a FROM c1"}}""",
                "c1>c2");
        String caller = running(whole);

        assertThat(ask(whole, caller, 1)).isEqualTo(CallbackAnswers.Ask.SUBMIT);

        Run called = onlyCall(caller);
        Run own = run(tenant, caller);
        assertThat(task(tenant, caller, 1)).isEqualTo(TaskState.RUNNING);
        assertThat(called.origin()).isEqualTo(RunOrigin.SUBPROCESS);
        assertThat(called.requestedBy()).isEqualTo("called by whole");
        assertThat(called.businessDate()).isEqualTo(own.businessDate());
        assertThat(called.stageId()).isEqualTo(own.stageId());
        assertThat(Api.JSON.readTree(called.parameters()))
                .isEqualTo(Api.JSON.readTree("{\"day\":\"" + own.businessDate() + "\",\"least\":7}"));

        succeedLeaf(called.id());
        assertThat(task(tenant, caller, 1)).as("until its caller looks").isEqualTo(TaskState.RUNNING);
        look(caller);

        assertThat(task(tenant, caller, 1)).isEqualTo(TaskState.SUCCEEDED);
        var result = as(
                tenant,
                () -> Api.JSON.readTree(
                        tasks.findByRunIdOrderByN(caller).getFirst().result()));
        assertThat(result.path("rows")).isEqualTo(Api.JSON.readTree("{\"out\":3}"));
        assertThat(result.path("columns").size()).isEqualTo(1);
        assertThat(ask(whole, caller, 2)).isEqualTo(CallbackAnswers.Ask.SUBMIT);
        RunGraph graph = as(tenant, () -> graphs.of(run(tenant, caller)));
        assertThat(as(tenant, () -> inputs.upstream(graph, graph.component(2), tasks.findByRunIdOrderByN(caller)))
                        .path("c1")
                        .path("uri")
                        .asString())
                .isEqualTo("s3://workspace/rows/");
        end(caller, 2, "{}");
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void bothRunsTellOfEachOther() {
        Live whole = live("whole", "[]", call("c1", "leaf"));
        String caller = running(whole);
        ask(whole, caller, 1);
        Run called = onlyCall(caller);
        tenants.sql(
                tenant.id(),
                "UPDATE process SET paused = true WHERE id = ?",
                leaf.process().id());
        admit(leaf);

        var component =
                admin().get(at("/runs/" + caller)).json().path("components").path(0);
        assertThat(component.path("call").path("run").asString()).isEqualTo(called.id());
        assertThat(component.path("call").path("process").asString()).isEqualTo("leaf");
        assertThat(component.path("call").path("state").asString()).isEqualTo("WAITING");
        assertThat(component.path("trouble").path("code").asString()).isEqualTo("waiting.paused");
        var calledBy = admin().get(at("/runs/" + called.id())).json().path("calledBy");
        assertThat(calledBy.path("run").asString()).isEqualTo(caller);
        assertThat(calledBy.path("process").asString()).isEqualTo("whole");
        assertThat(calledBy.path("component").asString()).isEqualTo("c1");
        assertThat(admin().get(at("/runs?origin=SUBPROCESS"))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void howeverOftenAndAtOnceItIsAskedForOneRunIsCalled() throws Exception {
        Live whole = live("whole", "[]", call("c1", "leaf"));
        String caller = running(whole);
        List<Future<?>> turns = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 8; i++) {
                turns.add(threads.submit(() -> ask(whole, caller, 1)));
                turns.add(threads.submit(() -> look(caller)));
            }
        }
        for (Future<?> turn : turns) {
            turn.get();
        }

        assertThat(called(caller)).hasSize(1);
    }

    @Test
    void theEndOfACalledRunLeavesItsWorkInTheQueueInTheSameTransaction() {
        Live whole = live("whole", "[]", call("c1", "leaf"));
        String caller = running(whole);
        ask(whole, caller, 1);
        long before = generation(onlyCall(caller).id());

        succeedLeaf(onlyCall(caller).id());

        assertThat(generation(onlyCall(caller).id())).isEqualTo(before + 1);
    }

    @Test
    void whatFailsThereFailsHereAndSaysWhereAndWhat() {
        Live whole = live("whole", "[]", call("c1", "leaf"));
        String caller = running(whole);
        ask(whole, caller, 1);
        String called = onlyCall(caller).id();

        failLeaf(called);
        look(caller);

        assertThat(task(tenant, caller, 1)).isEqualTo(TaskState.FAILED);
        assertThat(error(caller, 1).code()).isEqualTo("call.failed");
        assertThat(error(caller, 1).sentence())
                .isEqualTo("The run " + called + " of \"The leaf\" that it called failed: \"Sum up\": It failed.");
        assertThat(error(caller, 1).remedy()).startsWith("Mend it.");
        assertThat(error(caller, 1).owner()).isEqualTo("author");
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aFailedCallIsMadeAgainAsOftenAsItsAuthorAllowsAndDoesWhatHadNotSucceeded() {
        Live whole = live("whole", "[]", call("c1", "leaf", SUM, ",\"retries\":{\"count\":1,\"delay\":\"PT0S\"}"));
        String caller = running(whole);
        ask(whole, caller, 1);
        failLeaf(onlyCall(caller).id());
        look(caller);
        look(caller);

        List<Run> called = called(caller);
        assertThat(called).hasSize(2);
        assertThat(called.get(1).repeat()).isEqualTo(new Repeat(called.get(0).id(), Repeat.Scope.FAILED, null, null));
        assertThat(called.get(1).calledFrom().attempt()).isEqualTo(2);
        assertThat(task(tenant, caller, 1)).isEqualTo(TaskState.RUNNING);

        String second = called.get(1).id();
        admit(leaf);
        gate(leaf, second);
        assertThat(ask(leaf, second, 1)).as("it had succeeded").isEqualTo(CallbackAnswers.Ask.PASS);
        ask(leaf, second, 2);
        fail(tenant, second, 2);
        look(caller);

        assertThat(called(caller)).hasSize(2);
        assertThat(error(caller, 1).code()).isEqualTo("call.failed");
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void theNextCallWaitsForItsDelayAndSaysSo() {
        Live whole = live("whole", "[]", call("c1", "leaf", SUM, ",\"retries\":{\"count\":1,\"delay\":\"PT5M\"}"));
        String caller = running(whole);
        ask(whole, caller, 1);
        failLeaf(onlyCall(caller).id());
        look(caller);

        Run second = called(caller).get(1);
        admit(leaf);
        assertThat(run(tenant, second.id()).state()).isEqualTo(RunState.WAITING);
        assertThat(second.reason().code()).isEqualTo("waiting.called-again");
        assertThat(view(caller).components().getFirst().trouble().code()).isEqualTo("waiting.called-again");
        tenants.sql(tenant.id(), "UPDATE run SET not_before = now() - interval '1 second' WHERE id = ?", second.id());
        admit(leaf);
        assertThat(run(tenant, second.id()).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aCallThatTakesTooLongIsStoppedAndFails() {
        Live whole = live("whole", "[]", call("c1", "leaf", SUM, ",\"timeout\":\"PT1H\""));
        String caller = running(whole);
        ask(whole, caller, 1);
        String called = onlyCall(caller).id();
        look(caller);
        assertThat(run(tenant, called).state()).isEqualTo(RunState.WAITING);
        tenants.sql(tenant.id(), "UPDATE run SET requested_at = now() - interval '61 minutes' WHERE id = ?", called);

        look(caller);

        assertThat(run(tenant, called).state()).isEqualTo(RunState.STOPPED);
        look(caller);
        assertThat(error(caller, 1).code()).isEqualTo("call.timed-out");
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void whatSomebodyStopsAloneFailsItsCallerAndIsNotCalledAgain() {
        Live whole = live("whole", "[]", call("c1", "leaf", SUM, ",\"retries\":{\"count\":3,\"delay\":\"PT0S\"}"));
        String caller = running(whole);
        ask(whole, caller, 1);
        String called = onlyCall(caller).id();

        act(tenant, () -> runs.stop(tenant.id(), called, "anna"));
        look(caller);

        assertThat(error(caller, 1).code()).isEqualTo("call.stopped");
        assertThat(error(caller, 1).sentence()).contains(called, "The leaf", "by anna");
        assertThat(called(caller)).hasSize(1);
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void valuesThatDoNotFitAreAllToldAndNothingIsCalled() {
        Live whole = live(
                "whole", "[{\"key\":\"text\",\"type\":\"string\",\"default\":\"some\"}]", call("c1", "leaf", """
                ,"parameters":{"least":"${param.text}","day":"${param.text}","none":"${run.id}"}""", ""));
        String caller = running(whole);

        assertThat(ask(whole, caller, 1)).isEqualTo(CallbackAnswers.Ask.SUBMIT);

        assertThat(task(tenant, caller, 1)).isEqualTo(TaskState.FAILED);
        assertThat(error(caller, 1).code()).isEqualTo("call.parameters");
        assertThat(error(caller, 1).sentence()).contains("(least)", "(day)", "(none)");
        assertThat(called(caller)).isEmpty();
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void whatCannotBeRunFailsTheComponentAndSaysWhy() {
        Live whole = live(
                "whole",
                "[]",
                call("c1", "leaf") + "," + call("c2", "leaf") + "," + call("c3", "leaf") + "," + call("c4", "leaf"));
        String caller = running(whole);

        tenants.sql(
                tenant.id(),
                "UPDATE publication SET state = 'RETIRED' WHERE process_id = ?",
                leaf.process().id());
        ask(whole, caller, 1);
        assertThat(error(caller, 1).code()).isEqualTo("call.not-published");
        tenants.sql(
                tenant.id(),
                "UPDATE publication SET state = 'IMPORT_ERROR' WHERE process_id = ?",
                leaf.process().id());
        ask(whole, caller, 2);
        assertThat(error(caller, 2).code()).isEqualTo("call.publication-failed");
        tenants.sql(
                tenant.id(),
                "UPDATE publication SET state = 'LIVE' WHERE process_id = ?",
                leaf.process().id());
        Scope.ofPlatform(() -> registry.change(tenant.view().key(), true, null, null));
        ask(whole, caller, 3);
        assertThat(error(caller, 3).code()).isEqualTo("call.tenant-suspended");
        Scope.ofPlatform(() -> registry.change(tenant.view().key(), false, null, null));
        tenants.sql(
                tenant.id(),
                "UPDATE process SET archived_at = now(), archived_by = 'x' WHERE id = ?",
                leaf.process().id());
        ask(whole, caller, 4);
        assertThat(error(caller, 4).code()).isEqualTo("call.process-archived");

        assertThat(called(caller)).isEmpty();
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aComponentThereThatLeftNoRowsIsToldAndNotReadFromNowhere() {
        Live half = live("half", "[]", "{\"key\":\"none\",\"label\":\"None\",\"condition\":\"1 > 2\"," + INGEST + "}");
        Live whole = live("whole", "[]", call("c1", "half", ",\"resultFrom\":\"none\"", ""));
        String caller = running(whole);
        ask(whole, caller, 1);
        String called = onlyCall(caller).id();
        start(half, called);
        ask(half, called, 1);
        assertThat(run(tenant, called).state()).isEqualTo(RunState.SUCCEEDED);

        look(caller);

        assertThat(error(caller, 1).code()).isEqualTo("call.no-rows");
    }

    @Test
    void rowsComeThroughADisabledComponentThere() {
        Live half = live(
                "half",
                "[]",
                "{\"key\":\"read\",\"label\":\"Read\"," + INGEST
                        + "},{\"key\":\"off\",\"label\":\"Off\",\"type\":\"sql-rule\",\"disabled\":true,\"settings\":{\"sql\":\"SELECT a FROM read\"}}",
                "read>off");
        Live whole = live("whole", "[]", call("c1", "half", ",\"resultFrom\":\"off\"", ""));
        String caller = running(whole);
        ask(whole, caller, 1);
        String called = onlyCall(caller).id();
        start(half, called);
        ask(half, called, 1);
        end(called, 1, ROWS);
        ask(half, called, 2);

        look(caller);

        assertThat(view(caller)
                        .components()
                        .getFirst()
                        .result()
                        .path("rows")
                        .path("out")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void whatIsDisabledOrDoesNotMeetItsConditionCallsNothing() {
        Live whole = live(
                "whole",
                "[]",
                call("c1", "leaf").replace("\"type\"", "\"disabled\":true,\"type\"") + ","
                        + call("c2", "leaf", "", ",\"condition\":\"1 > 2\""));
        String caller = running(whole);

        assertThat(ask(whole, caller, 1)).isEqualTo(CallbackAnswers.Ask.PASS);
        assertThat(ask(whole, caller, 2)).isEqualTo(CallbackAnswers.Ask.PASS);

        assertThat(called(caller)).isEmpty();
        assertThat(run(tenant, caller).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aProcessThatIsAmongItsCallersIsNotCalledAndNeitherIsOneTooDeep() {
        Live whole = live("whole", "[]", call("c1", "leaf") + "," + call("c2", "leaf"));
        String top = running(whole);
        ask(whole, top, 1);
        String middle = onlyCall(top).id();
        // As a publication of before would do that nobody checks any more.
        tenants.sql(tenant.id(), "UPDATE task_run SET settings = '{\"process\":\"whole\"}' WHERE run_id = ?", top);
        ask(whole, top, 2);
        assertThat(error(top, 2).code()).isEqualTo("call.cycle");
        assertThat(error(top, 2).sentence()).contains("whole → whole");

        String deep = running(whole);
        String below = middle;
        for (int i = 0; i < 5; i++) {
            String next = "rdeep" + i;
            tenants.sql(tenant.id(), """
                    INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date, parameters,
                                     requested_at, caller_run, caller_component, caller_attempt)
                    SELECT tenant_id, ?, ?, 1, 'RUNNING', 'SUBPROCESS', 'x', business_date, '{}', now(), id, 'x', 1 FROM run WHERE id = ?""", next, tenant.process().id(), below);
            below = next;
        }
        callFrom(deep, below);
        ask(whole, deep, 1);
        assertThat(error(deep, 1).code()).as("the eighth calls").isEqualTo("call.cycle");
        tenants.sql(tenant.id(), "UPDATE task_run SET settings = '{\"process\":\"other\"}' WHERE run_id = ?", deep);
        live("other", "[]", "{\"key\":\"read\",\"label\":\"Read\"," + INGEST + "}");
        ask(whole, deep, 2);
        assertThat(error(deep, 2).code()).isEqualTo("call.too-deep");
    }

    private void callFrom(String run, String caller) {
        tenants.sql(
                tenant.id(),
                "UPDATE run SET origin = 'SUBPROCESS', caller_run = ?, caller_component = 'x', caller_attempt = 1 WHERE id = ?",
                caller,
                run);
    }

    private RunView view(String run) {
        return as(tenant, () -> views.get(run));
    }
}
