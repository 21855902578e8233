package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each run of a backfill decides its conditions by its own date and its own results. */
class BackfillConditionTests extends RunTestBase {

    @Test
    void runsOfABackfillDecideByTheirOwnDateAndTheirOwnResultsWhileTheyGoSideBySide() {
        TestTenant tenant = tenants.create(
                Node.after(),
                Node.after(1).when("run.date >= '2026-03-03'"),
                Node.after(1).when("result.c1.rowsOut > 5"),
                Node.combining(2, 3));
        Api api = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String path = "/api/v1/tenants/" + tenant.view().key();
        String backfill = api.post(path + "/processes/work/backfills", """
                        {"firstDate":"2026-03-02","lastDate":"2026-03-04","concurrency":3}""")
                .json()
                .path("id")
                .asString();
        Await.until("each date has its run", () -> runs(tenant).size() == 3);
        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));
        List<String> runs = runs(tenant);
        runs.forEach(run -> act(tenant, () -> callbacks.gate(tenant.view(), tenant.dagId(), run)));
        int[] rows = {1, 7, 3};
        for (int day = 0; day < 3; day++) {
            work(tenant, runs.get(day), 1, rows[day]);
        }
        // One component of all runs before the next one: what a run has found must not be taken for what another has.
        for (int n = 2; n <= 3; n++) {
            for (String run : runs) {
                ask(tenant, run, n);
            }
        }

        assertThat(states(tenant, runs.get(0))).endsWith(TaskState.LEFT_OUT, TaskState.LEFT_OUT, TaskState.NONE);
        assertThat(states(tenant, runs.get(1))).endsWith(TaskState.QUEUED, TaskState.QUEUED, TaskState.NONE);
        assertThat(states(tenant, runs.get(2))).endsWith(TaskState.QUEUED, TaskState.LEFT_OUT, TaskState.NONE);
        assertThat(why(tenant, runs.get(0), 2)).contains("run.date was", "2026-03-02");
        assertThat(why(tenant, runs.get(2), 3)).contains("result.c1.rowsOut was 3");

        ask(tenant, runs.get(0), 4);
        succeed(tenant, runs.get(1), 2);
        succeed(tenant, runs.get(1), 3);
        work(tenant, runs.get(1), 4, 1);
        succeed(tenant, runs.get(2), 2);
        work(tenant, runs.get(2), 4, 1);

        assertThat(states(tenant, runs.get(0))).last().isEqualTo(TaskState.LEFT_OUT);
        assertThat(runs)
                .extracting(run -> run(tenant, run).state())
                .as("one that had nothing to do has succeeded, too")
                .containsOnly(RunState.SUCCEEDED);
        Await.until(
                "the backfill is over",
                () -> api.get(path + "/backfills/" + backfill)
                        .json()
                        .path("state")
                        .asString()
                        .equals("COMPLETED"));
    }

    private List<String> runs(TestTenant tenant) {
        return tenants.query(tenant.id(), String.class, "SELECT id FROM run ORDER BY business_date");
    }

    private List<TaskState> states(TestTenant tenant, String run) {
        return as(
                tenant,
                () -> tasks.findByRunIdOrderByN(run).stream()
                        .map(TaskRun::state)
                        .toList());
    }

    private String why(TestTenant tenant, String run, int n) {
        return as(
                tenant, () -> tasks.findByRunIdOrderByN(run).get(n - 1).error().sentence());
    }
}
