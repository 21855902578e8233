package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.work.Next;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Runs that Airflow has ended or lost end; all others are left alone. */
class ReconcilerTests extends RunTestBase {

    @Autowired
    Reconciler reconciler;

    TestTenant tenant;
    String run;

    @BeforeEach
    void aRunThatIsUnderWay() {
        tenant = tenants.create(Node.after());
        run = running(tenant);
        tenants.sql(tenant.id(), "UPDATE run SET admitted_at = now() - interval '1 hour'");
    }

    @Test
    void aRunThatAirflowStillRunsIsLeftAlone() {
        airflowLists("{\"dag_run_id\":\"%s\",\"state\":\"running\"}".formatted(run));

        assertThat(reconcile()).isInstanceOf(Next.At.class);
        assertThat(run(tenant, run).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void aRunThatSomebodyMarkedFailedInAirflowEnds() {
        airflowLists("");
        airflowHas(200, "{\"dag_run_id\":\"%s\",\"state\":\"failed\"}".formatted(run));

        reconcile();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("run.ended-in-airflow");
    }

    @Test
    void whatEndedARunInAirflowStaysToldThoughAirflowIsAwayBeforeItsLastStepEnds() {
        ask(tenant, run, 1);
        Attempt attempt = submitted(tenant, run, 1, "s-1");
        airflowLists("");
        airflowHas(200, "{\"dag_run_id\":\"%s\",\"state\":\"failed\"}".formatted(run));
        reconcile();
        assertThat(run(tenant, run).state()).isEqualTo(RunState.SETTLING);
        FakeCloud.get()
                .airflow(
                        "POST",
                        "/dags/~/dagRuns/list",
                        call -> new FakeCloud.Answer(500, "InternalServerException", "{}"));
        reconcile();

        act(tenant, () -> transitions.failed(tenant.id(), attempt.id(), null, ERROR));

        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("run.ended-in-airflow");
    }

    @Test
    void aRunThatSomebodyDeletedInAirflowEnds() {
        airflowLists("");
        airflowHas(404, "{\"detail\":\"not found\"}");

        reconcile();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("run.lost-by-airflow");
    }

    @Test
    void aRunThatMovedBetweenTwoPagesOfAirflowIsNotLost() {
        airflowLists("{\"dag_run_id\":\"another\",\"state\":\"running\"}");
        airflowHas(200, "{\"dag_run_id\":\"%s\",\"state\":\"running\"}".formatted(run));

        reconcile();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void aRunOnAnyPageOfAirflowsListNeedsNoCallOfItsOwn() {
        String others = IntStream.range(0, AirflowRuns.PAGE)
                .mapToObj(number -> "{\"dag_run_id\":\"other-%d\",\"state\":\"running\"}".formatted(number))
                .collect(Collectors.joining(","));
        FakeCloud.get().airflow("POST", "/dags/~/dagRuns/list", call -> {
            boolean first = call.path("Body").path("page_offset").asInt() == 0;
            String page = first ? others : "{\"dag_run_id\":\"%s\",\"state\":\"running\"}".formatted(run);
            return FakeCloud.airflowSays(200, "{\"dag_runs\":[" + page + "]}");
        });
        airflowHas(404, "{\"detail\":\"not found\"}");

        reconcile();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void whileAirflowIsAwayRunsKeepTheirStateAndSayWhy() {
        FakeCloud.get()
                .airflow(
                        "POST",
                        "/dags/~/dagRuns/list",
                        call -> new FakeCloud.Answer(500, "InternalServerException", "{}"));

        reconcile();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.RUNNING);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("airflow.away");
    }

    @Test
    void aStopThatCannotEndAStepEndsAtItsLimitAndSaysSo() {
        ask(tenant, run, 1);
        submitted(tenant, run, 1, "s-1");
        act(tenant, () -> runs.stop(tenant.id(), run, "test"));
        reconcile();
        assertThat(run(tenant, run).state()).isEqualTo(RunState.STOPPING);
        tenants.sql(tenant.id(), "UPDATE run SET stop_requested_at = now() - interval '1 hour'");

        reconcile();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.STOP_INCOMPLETE);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("stop.incomplete");
        act(
                tenant,
                () -> transitions.succeeded(tenant.id(), open(tenant, run, 1).id(), new StepResult("{}", null)));
        assertThat(run(tenant, run).state()).as("a late end").isEqualTo(RunState.STOPPED);
        assertThat(run(tenant, run).trouble()).isNull();
    }

    @Test
    void anIncompleteStopCanBeTriedAgain() {
        ask(tenant, run, 1);
        submitted(tenant, run, 1, "s-1");
        act(tenant, () -> runs.stop(tenant.id(), run, "test"));
        act(
                tenant,
                () -> transitions.cancelCalled(tenant.id(), open(tenant, run, 1).id()));
        tenants.sql(tenant.id(), "UPDATE run SET stop_requested_at = now() - interval '1 hour'");
        reconcile();

        act(tenant, () -> runs.stop(tenant.id(), run, "somebody else"));

        assertThat(run(tenant, run).state()).isEqualTo(RunState.STOPPING);
        assertThat(run(tenant, run).trouble()).isNull();
        assertThat(run(tenant, run).endedAt()).isNull();
        assertThat(open(tenant, run, 1).cancelCalls()).as("it begins anew").isZero();
    }

    @Test
    void aDagThatSomebodyPausedInAirflowIsLetGoOnAndTheRunSaysSo() {
        airflowLists("{\"dag_run_id\":\"%s\",\"state\":\"queued\"}".formatted(run));
        FakeCloud.get()
                .airflow(
                        "GET",
                        "/dags",
                        call -> FakeCloud.airflowSays(
                                200,
                                "{\"dags\":[{\"dag_id\":\"other\"},{\"dag_id\":\"%s\"}]}".formatted(tenant.dagId())));
        List<JsonNode> patches = new CopyOnWriteArrayList<>();
        FakeCloud.get().airflow("PATCH", "/dags/" + tenant.dagId(), call -> {
            patches.add(call.path("Body"));
            return FakeCloud.airflowSays(200, "{}");
        });

        reconcile();

        assertThat(patches)
                .extracting(body -> body.path("is_paused").asBoolean(true))
                .containsExactly(false);
        assertThat(run(tenant, run).state()).isEqualTo(RunState.RUNNING);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("run.paused-in-airflow");
    }

    private Next reconcile() {
        return as(tenant, () -> reconciler.handle(tenant.id(), Reconciler.ALL));
    }

    /** The list is asked for with the DAG ids in the body, so each test answers for its own only. */
    private void airflowLists(String runs) {
        FakeCloud.get()
                .airflow(
                        "POST",
                        "/dags/~/dagRuns/list",
                        call -> FakeCloud.airflowSays(200, "{\"dag_runs\":[" + runs + "],\"total_entries\":500}"));
    }

    private void airflowHas(int status, String answer) {
        FakeCloud.get()
                .airflow(
                        "GET",
                        "/dags/" + tenant.dagId() + "/dagRuns/" + run,
                        call -> FakeCloud.airflowSays(status, answer));
    }
}
