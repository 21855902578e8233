package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.work.WorkHandler;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A process on its way out of use and back. */
class ArchiveTests extends RunTestBase {

    @Autowired
    List<WorkHandler> handlers;

    private TestTenant tenant;
    private String process;

    @BeforeEach
    void aProcessThatIsLive() {
        tenant = tenants.create(Node.after());
        tenants.park(tenant.id(), "publication", tenant.publicationId().toString());
        tenants.park(tenant.id(), "schedule", tenant.process().id().toString());
        process = "/api/v1/tenants/" + tenant.view().key() + "/processes/work";
    }

    @Test
    void openRunsAreAReasonToRefuseUnlessTheyMayEnd() {
        String running = running(tenant);
        String waiting = as(
                tenant,
                () -> runs.request(tenant.id(), "work", "test", null, null).id());

        Api.Answer refused = admin().post(process + "/archive", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("process.runs-open");
        assertThat(refused.json().path("underWay").asInt()).isEqualTo(1);
        assertThat(refused.json().path("waiting").asInt()).isEqualTo(1);
        assertThat(state()).isEqualTo("LIVE");

        Api.Answer archived = admin().post(process + "/archive", "{\"letRunsEnd\":true}");
        assertThat(archived.status()).as(archived.body()).isEqualTo(200);
        assertThat(archived.json().path("archivedBy").asString()).isEqualTo("admin");
        assertThat(state()).isEqualTo("RETIRING");
        assertThat(run(tenant, waiting).state()).isEqualTo(RunState.STOPPED);
        assertThat(run(tenant, running).state()).isEqualTo(RunState.RUNNING);
        as(tenant, () -> ask(tenant, running, 1));
        succeed(tenant, running, 1);
        assertThat(run(tenant, running).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void nothingOfAnArchivedProcessStartsOrChanges() {
        archive();

        assertThat(admin().post(process + "/runs", "{}").code()).isEqualTo("process.archived");
        assertThat(admin().post(process + "/publications", "{}").code()).isEqualTo("process.archived");
        assertThat(admin().post(process + "/publications", "{\"version\":1}").code())
                .isEqualTo("process.archived");
        assertThat(admin().post(process + "/versions", "{}").code()).isEqualTo("process.archived");
        assertThat(call("PUT", "/draft", TestTenants.json(Node.after()))).isEqualTo("process.archived");
        assertThat(call("PATCH", "", "{\"paused\":true}")).isEqualTo("process.archived");
        assertThat(call("PATCH", "/tags", "{\"add\":[\"a\"]}")).isEqualTo("process.archived");
        assertThat(call("PUT", "/owner", "{\"owner\":\"a\"}")).isEqualTo("process.archived");
        assertThat(call("PUT", "/schedule", "{\"cron\":\"@daily\",\"zone\":\"UTC\"}"))
                .isEqualTo("process.archived");
        assertThat(admin().get(process + "/draft").status()).isEqualTo(200);
        assertThat(admin().get(process + "/versions").status()).isEqualTo(200);
        assertThat(admin().post(process + "/archive", "{}").status())
                .as("again")
                .isEqualTo(200);
    }

    @Test
    void itIsListedOnlyWhenTheArchiveIsAskedFor() {
        String list = process.replace("/work", "");
        archive();

        assertThat(total(list)).isZero();
        assertThat(total(list + "?archived=only")).isEqualTo(1);
        assertThat(total(list + "?archived=also")).isEqualTo(1);
        unarchive();
        assertThat(total(list)).isEqualTo(1);
        assertThat(total(list + "?archived=only")).isZero();
    }

    @Test
    void itsScheduleIsOffAndStaysSoWhenItComesBack() {
        call("PUT", "/schedule", "{\"cron\":\"* * * * *\",\"zone\":\"UTC\",\"paused\":false,\"missedDates\":\"all\"}");
        archive();
        tenants.sql(tenant.id(), "UPDATE schedule SET watermark = now() - interval '1 hour'");

        ledger();
        unarchive();
        ledger();

        assertThat(admin().get(process + "/schedule").json().path("paused").asBoolean())
                .isTrue();
        assertThat(tenants.query(tenant.id(), Integer.class, "SELECT count(*) FROM due_date"))
                .containsExactly(0);
    }

    @Test
    void itsScheduleIsOffEvenIfItComesBackAtOnce() {
        call("PUT", "/schedule", "{\"cron\":\"0 0 1 1 *\",\"zone\":\"UTC\",\"paused\":false,\"missedDates\":\"all\"}");
        archive();
        unarchive();

        Await.until(
                "the schedule is paused",
                () -> admin().get(process + "/schedule").json().path("paused").asBoolean());
    }

    @Test
    void whatComesBackTakesNoRunsBeforeItIsPublished() {
        archive();
        unarchive();

        assertThat(admin().post(process + "/runs", "{}").code()).isEqualTo("run.not-published");
    }

    @Test
    void whatComesBackIsPublishedAnew() {
        archive();
        unarchive();

        Api.Answer published = admin().post(process + "/publications", "{\"version\":1}");

        assertThat(published.status()).as(published.body()).isEqualTo(202);
        assertThat(published.json().path("number").asInt()).isEqualTo(2);
        assertThat(state()).as("the first publication").isEqualTo("RETIRING");
    }

    @Test
    void aRunThatSlipsInWhileItIsArchivedWaitsAndSaysWhy() {
        tenants.sql(tenant.id(), "UPDATE process SET archived_at = now(), archived_by = 'test'");
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at)
                VALUES (?, 'rlate', ?, 1, 'WAITING', 'SCHEDULE', 'schedule', current_date, '{}', now())""", tenant.id(), tenant.process().id());

        act(tenant, () -> admission.handle(tenant.id(), tenant.process().id().toString()));

        assertThat(run(tenant, "rlate").state()).isEqualTo(RunState.WAITING);
        assertThat(String.valueOf(run(tenant, "rlate").reason())).contains("waiting.archived");
    }

    private void ledger() {
        handlers.stream()
                .filter(handler -> handler.kind().equals("schedule"))
                .forEach(handler -> act(
                        tenant,
                        () -> handler.handle(tenant.id(), tenant.process().id().toString())));
    }

    private void archive() {
        assertThat(admin().post(process + "/archive", "{}").status()).isEqualTo(200);
    }

    private void unarchive() {
        assertThat(admin().post(process + "/unarchive", "").status()).isEqualTo(200);
    }

    private int total(String path) {
        return admin().get(path).json().path("total").asInt();
    }

    private String call(String method, String path, String body) {
        return admin().call(method, process + path, "application/json", body).code();
    }

    private String state() {
        return tenants.query(
                        tenant.id(), String.class, "SELECT state FROM publication WHERE id = ?", tenant.publicationId())
                .getFirst();
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
