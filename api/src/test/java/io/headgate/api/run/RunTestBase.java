package io.headgate.api.run;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.tenancy.Scope;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs that a test moves itself, in place of Airflow and of EMR. */
@ApiTest
abstract class RunTestBase {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    Runs runs;

    @Autowired
    RunRepository repository;

    @Autowired
    AttemptRepository attempts;

    @Autowired
    TaskRunRepository tasks;

    @Autowired
    Admission admission;

    @Autowired
    Callbacks callbacks;

    @Autowired
    WaitOutcomes waits;

    @Autowired
    AttemptTransitions transitions;

    @Autowired
    Settling settling;

    @Autowired
    TransactionTemplate transactions;

    <T> T as(TestTenant tenant, Supplier<T> action) {
        return Scope.ofTenant(tenant.id(), action);
    }

    void act(TestTenant tenant, Runnable action) {
        Scope.ofTenant(tenant.id(), () -> {
            action.run();
            return null;
        });
    }

    /** A run that was admitted and waits at the gate. */
    String starting(TestTenant tenant) {
        String id = as(
                tenant,
                () -> runs.request(tenant.id(), "work", "test", null, null).id());
        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));
        return id;
    }

    /** A run that has passed the gate. */
    String running(TestTenant tenant) {
        String id = starting(tenant);
        act(tenant, () -> callbacks.gate(tenant.view(), tenant.dagId(), id));
        return id;
    }

    CallbackAnswers.Ask ask(TestTenant tenant, String run, int n) {
        return as(tenant, () -> callbacks.ask(tenant.dagId(), run, n));
    }

    Run run(TestTenant tenant, String id) {
        return as(tenant, () -> repository.findById(id).orElseThrow());
    }

    TaskState task(TestTenant tenant, String run, int n) {
        return as(tenant, () -> tasks.findByRunIdOrderByN(run).get(n - 1).state());
    }

    List<Attempt> attempts(TestTenant tenant, String run) {
        return as(tenant, () -> attempts.findByRunIdOrderByQueuedAt(run));
    }

    /** Brings an open attempt of a component as far as EMR having its step. */
    Attempt submitted(TestTenant tenant, String run, int n, String step) {
        Attempt attempt = open(tenant, run, n);
        act(tenant, () -> {
            transitions.submitting(
                    tenant.id(), attempt.id(), tenant.cluster(), Instant.now().plusSeconds(60));
            transitions.submitted(tenant.id(), attempt.id(), step);
        });
        return attempt;
    }

    Attempt open(TestTenant tenant, String run, int n) {
        return attempts(tenant, run).stream()
                .filter(attempt ->
                        !attempt.state().isTerminal() && attempt.attemptKey().startsWith(run + "-" + n + "-"))
                .findFirst()
                .orElseThrow();
    }

    void succeed(TestTenant tenant, String run, int n) {
        Attempt attempt = submitted(tenant, run, n, "s-" + run + n);
        act(tenant, () -> transitions.succeeded(tenant.id(), attempt.id(), new StepResult("{}", null)));
    }

    /** Asks for a component and lets it succeed with so many rows. */
    void work(TestTenant tenant, String run, int n, int rowsOut) {
        ask(tenant, run, n);
        Attempt attempt = submitted(tenant, run, n, "s-" + run + n);
        String result =
                "{\"rows\":{\"out\":%d},\"output\":{\"uri\":\"s3://workspace/%s/%d\"}}".formatted(rowsOut, run, n);
        act(tenant, () -> transitions.succeeded(tenant.id(), attempt.id(), new StepResult(result, null)));
    }

    void fail(TestTenant tenant, String run, int n) {
        Attempt attempt = submitted(tenant, run, n, "s-" + run + n);
        act(tenant, () -> transitions.failed(tenant.id(), attempt.id(), null, ERROR));
    }

    static final ComponentError ERROR = new ComponentError("job.failed", "It failed.", "Mend it.", "author");

    Api.Answer call(TestTenant tenant, String callback, String body) {
        return Api.bearer(port, tenant.callbackToken()).post("/api/v1/callbacks/" + callback, body);
    }

    static String runCall(String dag, String run) {
        return "{\"dagId\":\"%s\",\"runId\":\"%s\"}".formatted(dag, run);
    }

    static String taskCall(String dag, String run, String task) {
        return "{\"dagId\":\"%s\",\"runId\":\"%s\",\"taskId\":\"%s\",\"tryNumber\":1}".formatted(dag, run, task);
    }
}
