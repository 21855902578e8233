package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.work.Next;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A run is handed to Airflow once, and one that Airflow refuses without end does not start for ever. */
class RunStarterTests extends RunTestBase {

    @Autowired
    RunStarter starter;

    TestTenant tenant;
    String run;

    @BeforeEach
    void anAdmittedRun() {
        tenant = tenants.create(Node.after());
        run = starting(tenant);
    }

    @Test
    void aTakenIdIsTheRunItselfWhoseFirstAnswerWasLost() {
        airflowAnswers(409, "{\"detail\":\"taken\"}");
        FakeCloud.get()
                .airflow(
                        "GET",
                        "/dags/" + tenant.dagId() + "/dagRuns/" + run,
                        call -> FakeCloud.airflowSays(200, "{\"state\":\"queued\"}"));

        assertThat(handle()).isEqualTo(Next.done());

        assertThat(run(tenant, run).isHandedOver()).isTrue();
    }

    @Test
    void aRefusalIsToldAndTriedAgain() {
        airflowAnswers(404, "{\"detail\":\"no such DAG\"}");

        assertThat(handle()).isInstanceOf(Next.At.class);

        assertThat(run(tenant, run).state()).isEqualTo(RunState.STARTING);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("airflow.run-refused");
        assertThat(run(tenant, run).trouble().sentence()).contains("no such DAG");
    }

    @Test
    void aRefusalWithoutEndFailsTheRunAndWithdrawsItsPublication() {
        airflowAnswers(404, "{\"detail\":\"no such DAG\"}");
        handle();
        tenants.sql(tenant.id(), "UPDATE run SET refused_since = now() - interval '3 minutes'");

        handle();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);
        assertThat(run(tenant, run).trouble().code()).isEqualTo("airflow.run-refused");
        assertThat(task(tenant, run, 1)).isEqualTo(TaskState.SKIPPED);
        assertThat(catchThrowableOfType(ProblemException.class, () -> starting(tenant))
                        .code())
                .isEqualTo("run.not-published");
    }

    @Test
    void aRefusalThatIsNotAboutTheDagFailsTheRunAndLeavesThePublicationLive() {
        airflowAnswers(403, "{\"detail\":\"not for you\"}");
        handle();
        tenants.sql(tenant.id(), "UPDATE run SET refused_since = now() - interval '3 minutes'");
        handle();
        assertThat(run(tenant, run).state()).isEqualTo(RunState.FAILED);

        assertThat(run(tenant, starting(tenant)).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void airflowBeingAwayMeanwhileBeginsTheRowOfRefusalsAnew() {
        airflowAnswers(404, "{}");
        handle();
        tenants.sql(tenant.id(), "UPDATE run SET refused_since = now() - interval '3 minutes'");
        FakeCloud.get()
                .airflow(
                        "POST",
                        "/dags/" + tenant.dagId() + "/dagRuns",
                        call -> new FakeCloud.Answer(500, "InternalServerException", "{}"));
        handle();
        airflowAnswers(404, "{}");

        handle();

        assertThat(run(tenant, run).state()).isEqualTo(RunState.STARTING);
    }

    private Next handle() {
        return as(tenant, () -> starter.handle(tenant.id(), run));
    }

    private void airflowAnswers(int status, String body) {
        FakeCloud.get()
                .airflow("POST", "/dags/" + tenant.dagId() + "/dagRuns", call -> FakeCloud.airflowSays(status, body));
    }
}
