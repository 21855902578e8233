package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.Ids;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.process.VersionView;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs that call others, moved by the test. A process "leaf" takes values and has two components, of which the second yields rows. */
abstract class CallTestBase extends RunTestBase {

    static final String ROWS = """
            {"rows":{"in":5,"out":3},"bytes":{"out":70},"columns":[{"name":"a","type":"string"}],"output":{"uri":"s3://workspace/rows/"}}""";

    static final String INGEST = """
            "type":"ingest-files","settings":{"source":{"location":"raw","path":"x"},"format":"csv","columns":[{"name":"a","type":"string"}]}""";

    static final String LEAF = """
            {"key":"read","label":"Read",%s},
            {"key":"sum","label":"Sum up","type":"sql-rule","settings":{"sql":"SELECT a FROM read"}}""".formatted(INGEST);

    /** A process that is live. */
    record Live(ProcessView process, String dagId) {}

    @Autowired
    Processes processes;

    @Autowired
    CallWork calls;

    @Autowired
    RunViews views;

    TestTenant tenant;
    Live leaf;

    @BeforeEach
    void aProcessToCall() {
        tenant = tenants.create(Node.after());
        leaf = live("leaf", """
                [{"key":"day","type":"date"},{"key":"least","type":"integer","default":1}]""", LEAF, "read>sum");
    }

    /** A component that runs a process and is like any other. */
    static String call(String key, String process) {
        return call(key, process, "", "");
    }

    /**
     * A component that runs a process.
     *
     * @param settings further settings, each after a comma
     * @param more further members of the component, each after a comma
     */
    static String call(String key, String process, String settings, String more) {
        return "{\"key\":\"%s\",\"label\":\"Call %s\",\"type\":\"run-process\",\"settings\":{\"process\":\"%s\"%s}%s}"
                .formatted(key, process, process, settings, more);
    }

    static final String SUM = ",\"resultFrom\":\"sum\"";

    /** Makes a process with a version that is live on the default stage. */
    Live live(String key, String parameters, String components, String... edges) {
        Api.Answer made = create(key, parameters, components, edges);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        ProcessView process = as(tenant, () -> processes.get(tenant.id(), key));
        VersionView version = as(tenant, () -> processes.makeVersion(tenant.id(), key, "test", ""));
        tenants.sql(tenant.id(), "UPDATE process SET concurrency = 16 WHERE id = ?", process.id());
        String dagId = Ids.random("h", 11);
        tenants.publication(tenant.id(), process.id(), version.id(), 1, dagId, "LIVE");
        tenants.park(tenant.id(), "admission", process.id().toString());
        return new Live(as(tenant, () -> processes.get(tenant.id(), key)), dagId);
    }

    Api.Answer create(String key, String parameters, String components, String... edges) {
        String arrows = String.join(
                ",",
                List.of(edges).stream()
                        .map(edge -> edge.split(">"))
                        .map(ends -> "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(ends[0], ends[1]))
                        .toList());
        return admin().post(at("/processes"), """
                {"schemaVersion":1,"key":"%s","name":"The %s","parameters":%s,"components":[%s],"edges":[%s],
                 "layout":{"components":{}}}""".formatted(key, key, parameters, components, arrows));
    }

    /** A run of a process that has passed the gate. */
    String running(Live live) {
        String id = as(
                tenant,
                () -> runs.request(tenant.id(), live.process().key(), "test", null, null)
                        .id());
        start(live, id);
        return id;
    }

    /** Lets a waiting run pass the gate. */
    void start(Live live, String id) {
        admit(live);
        gate(live, id);
    }

    void admit(Live live) {
        act(tenant, () -> admission.handle(tenant.id(), live.process().id().toString()));
    }

    void gate(Live live, String id) {
        act(tenant, () -> callbacks.gate(tenant.view(), live.dagId(), id));
    }

    CallbackAnswers.Ask ask(Live live, String run, int n) {
        CallbackAnswers.Ask answer = as(tenant, () -> callbacks.ask(live.dagId(), run, n));
        parkCalls();
        return answer;
    }

    /** Only the test looks after calls; the queue would after fifteen seconds. */
    private void parkCalls() {
        tenants.sql(
                tenant.id(),
                "UPDATE work_item SET leased_until = now() + interval '1 year', leased_by = 'a test' WHERE kind = 'call'");
    }

    void exit(Live live, String run) {
        act(tenant, () -> callbacks.exit(live.dagId(), run));
    }

    /** A look at everything that a run has called. */
    void look(String caller) {
        called(caller).forEach(run -> act(tenant, () -> calls.handle(tenant.id(), run.id())));
        parkCalls();
    }

    long generation(String called) {
        return tenants.query(
                        tenant.id(),
                        Long.class,
                        "SELECT generation FROM work_item WHERE kind = 'call' AND id = ?",
                        called)
                .getFirst();
    }

    /** The runs that a run has called, in the order of the calls. */
    List<Run> called(String caller) {
        return as(tenant, () -> repository.findByCallerRunInOrderByCallerAttempt(List.of(caller)));
    }

    Run onlyCall(String caller) {
        return called(caller).getLast();
    }

    /** A called run comes to its end: both components of the leaf do their work. */
    void succeedLeaf(String run) {
        begin(run);
        ask(leaf, run, 1);
        end(run, 1, ROWS);
        ask(leaf, run, 2);
        end(run, 2, ROWS);
    }

    void failLeaf(String run) {
        begin(run);
        if (ask(leaf, run, 1) == CallbackAnswers.Ask.SUBMIT) {
            end(run, 1, ROWS);
        }
        ask(leaf, run, 2);
        fail(tenant, run, 2);
    }

    private void begin(String run) {
        if (run(tenant, run).state() == RunState.WAITING) {
            admit(leaf);
        }
        gate(leaf, run);
    }

    void end(String run, int n, String result) {
        Attempt attempt = submitted(tenant, run, n, "s-" + run + n);
        act(tenant, () -> transitions.succeeded(tenant.id(), attempt.id(), new StepResult(result, null)));
    }

    ComponentError error(String run, int n) {
        return as(tenant, () -> tasks.findByRunIdOrderByN(run).get(n - 1).error());
    }

    UUID idOf(String key) {
        return as(tenant, () -> processes.get(tenant.id(), key)).id();
    }

    String at(String path) {
        return "/api/v1/tenants/" + tenant.view().key() + path;
    }

    Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
