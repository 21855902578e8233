package io.headgate.api.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestDatabase;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.Ids;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.work.Next;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Publications that meet each other, and their way out of Airflow. */
@ApiTest
class PublicationStepsTests {

    @Autowired
    TestTenants tenants;

    @Autowired
    PublicationSteps steps;

    @Autowired
    PublicationWorker worker;

    TestTenant tenant;

    @BeforeEach
    void aProcessThatIsLive() {
        tenant = tenants.create(Node.after());
    }

    @Test
    void goingLiveRetiresTheOlderOneAndSupersedesWhatIsOnItsWay() {
        UUID onItsWay = publication(2, "UPLOADED");
        UUID newest = publication(3, "READY");

        live(newest);

        assertThat(state(tenant.publicationId())).isEqualTo("RETIRING");
        assertThat(state(onItsWay)).isEqualTo("SUPERSEDED");
        assertThat(state(newest)).isEqualTo("LIVE");
    }

    @Test
    void goingLiveOnOneStageLeavesWhatIsOnAnotherAsItIs() {
        UUID stage = UUID.randomUUID();
        tenants.sql(
                tenant.id(),
                "INSERT INTO stage (tenant_id, id, key, name, position, created_at) VALUES (?, ?, 'dev', 'Dev', 2, now())",
                tenant.id(),
                stage);
        UUID onItsWay = publication(2, "UPLOADED");
        UUID onDev = publication(3, "READY");
        tenants.sql(tenant.id(), "UPDATE publication SET stage_id = ? WHERE id = ?", stage, onDev);

        live(onDev);

        assertThat(state(tenant.publicationId())).isEqualTo("LIVE");
        assertThat(state(onItsWay)).isEqualTo("UPLOADED");
        assertThat(state(onDev)).isEqualTo("LIVE");
        boolean superseded =
                Scope.ofTenant(tenant.id(), () -> steps.supersededByNewer(tenant.id(), tenant.publicationId()));
        assertThat(superseded).isFalse();
    }

    @Test
    void whatWasWrittenOfAnOlderOneAtTheSameMomentIsNotLost() throws Exception {
        UUID older = publication(2, "RENDERED");
        UUID newest = publication(3, "READY");
        CompletableFuture<Void> live;
        try (Connection other = TestDatabase.get().connect("headgate_app")) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("SET LOCAL headgate.tenant = '" + tenant.id() + "'");
                statement.execute(
                        "UPDATE publication SET state = 'UPLOADED', uploaded_at = now() WHERE id = '" + older + "'");
                live = CompletableFuture.runAsync(() -> live(newest));
                Await.until(
                        "it waits for the older one",
                        () -> tenants.query(
                                                tenant.id(),
                                                Integer.class,
                                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%publication%'")
                                        .getFirst()
                                > 0);
            }
            other.commit();
        }
        live.join();

        assertThat(state(older)).isEqualTo("SUPERSEDED");
        assertThat(tenants.query(
                        tenant.id(),
                        Boolean.class,
                        "SELECT uploaded_at IS NOT NULL FROM publication WHERE id = ?",
                        older))
                .containsExactly(true);
    }

    @Test
    void aDagIsNotRemovedWhenAirflowDoesNotSayWhetherItRuns() {
        UUID retiring = publication(2, "RETIRING");
        String dag = dagOf(retiring);
        String file = "bucket-" + tenant.environment() + "/dags/" + dag + ".py";
        FakeCloud.get().put(file, new byte[] {1});
        FakeCloud.get()
                .airflow(
                        "POST",
                        "/dags/~/dagRuns/list",
                        call -> call.toString().contains(dag)
                                ? FakeCloud.airflowSays(403, "{\"detail\":\"Forbidden\"}")
                                : FakeCloud.airflowSays(200, "{\"dag_runs\":[],\"total_entries\":0}"));

        Next next = Scope.ofTenant(tenant.id(), () -> worker.handle(tenant.id(), retiring.toString()));

        assertThat(next).isInstanceOf(Next.At.class);
        assertThat(FakeCloud.get().object(file)).as("its file").isNotNull();
        assertThat(state(retiring)).isEqualTo("RETIRING");
    }

    @Test
    void aPublicationIsNotTakenForRemovedWhenAirflowRefusesToShowIt() {
        UUID retiring = publication(2, "RETIRING");
        FakeCloud.get()
                .airflow("POST", "/dags/~/dagRuns/list", call -> FakeCloud.airflowSays(200, "{\"total_entries\":0}"));
        FakeCloud.get()
                .airflow(
                        "GET",
                        "/dags/" + dagOf(retiring),
                        call -> FakeCloud.airflowSays(403, "{\"detail\":\"Forbidden\"}"));

        Scope.ofTenant(tenant.id(), () -> worker.handle(tenant.id(), retiring.toString()));

        assertThat(state(retiring)).isEqualTo("RETIRING");
    }

    private void live(UUID id) {
        Scope.ofTenant(tenant.id(), () -> {
            steps.live(tenant.id(), id);
            return null;
        });
    }

    private UUID publication(int number, String state) {
        UUID version = tenants.query(tenant.id(), UUID.class, "SELECT id FROM process_version")
                .getFirst();
        UUID id = tenants.publication(tenant.id(), tenant.process().id(), version, number, Ids.random("h", 11), state);
        tenants.park(tenant.id(), PublicationWorker.KIND, id.toString());
        return id;
    }

    private String dagOf(UUID id) {
        return tenants.query(tenant.id(), String.class, "SELECT dag_id FROM publication WHERE id = ?", id)
                .getFirst();
    }

    private String state(UUID id) {
        return tenants.query(tenant.id(), String.class, "SELECT state FROM publication WHERE id = ?", id)
                .getFirst();
    }
}
