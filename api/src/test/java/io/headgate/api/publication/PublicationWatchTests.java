package io.headgate.api.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.environment.AirflowAwayException;
import io.headgate.api.environment.EnvironmentView;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Ids;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.work.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is live while nothing runs on it, and what Airflow is asked when many wait at once. */
@ApiTest
class PublicationWatchTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    PublicationRepository publications;

    @Autowired
    PublicationSteps steps;

    @Autowired
    PublicationUse use;

    @Autowired
    AirflowDags dags;

    @Autowired
    Environments environments;

    @Autowired
    io.headgate.api.tenancy.Tenants registry;

    TestTenant tenant;
    final AtomicInteger looks = new AtomicInteger();
    volatile String shown;

    @BeforeEach
    void aProcessThatIsLive() {
        tenant = tenants.create(Node.after());
        tenants.sql(tenant.id(), "UPDATE publication SET live_at = now() - interval '1 hour'");
        shown = dag(tenant.dagId(), false);
        FakeCloud.get().airflow("GET", "/importErrors", call -> says("{\"import_errors\":[]}"));
        FakeCloud.get().airflow("GET", "/dags", this::dags);
        FakeCloud.get().airflow("PATCH", "/dags/" + tenant.dagId(), call -> says("{}"));
    }

    @Test
    void whatIsShownAsItShouldBeIsLeftAlone() {
        assertThat(look()).isInstanceOf(Next.At.class);

        assertThat(state()).isEqualTo("LIVE");
        assertThat(trouble()).isEqualTo("");
    }

    @Test
    void whatWasPausedInsideAirflowGoesOnAndItIsSaid() {
        shown = dag(tenant.dagId(), true);

        look();

        assertThat(FakeCloud.get().calls("InvokeRestApi"))
                .anyMatch(call -> call.body().contains("PATCH") && call.body().contains(tenant.dagId()));
        assertThat(trouble()).isEqualTo("publication.paused-in-airflow");
        assertThat(audited()).contains("airflow.unpause");

        shown = dag(tenant.dagId(), false);
        look();
        assertThat(trouble()).isEqualTo("");
    }

    @Test
    void whatWasPausedUnderARunIsLeftToTheRunToSay() {
        shown = dag(tenant.dagId(), true);
        tenants.sql(
                tenant.id(),
                """
                INSERT INTO run (tenant_id, id, process_id, publication_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at)
                VALUES (?, ?, ?, ?, 1, 'RUNNING', 'MANUAL', 't', current_date, '{}', now())""",
                tenant.id(),
                Ids.random("r", 15),
                tenant.process().id(),
                tenant.publicationId());

        look();

        assertThat(trouble()).isEqualTo("");
        assertThat(audited()).doesNotContain("airflow.unpause");
    }

    @Test
    void whatIsMissingTwiceIsWithdrawnAndItIsSaid() {
        shown = dag("hother", false);

        look();
        assertThat(state()).isEqualTo("LIVE");
        assertThat(trouble()).isEqualTo("publication.missing-in-airflow");

        look();
        assertThat(state()).isEqualTo("RETIRING");
        assertThat(trouble()).isEqualTo("publication.lost-by-airflow");
        assertThat(audited()).contains("airflow.lost");
    }

    @Test
    void whatOnlyTheListHasSkippedStays() {
        shown = dag("hother", false);
        FakeCloud.get().airflow("GET", "/dags/" + tenant.dagId(), call -> says(dag(tenant.dagId(), false)));

        look();
        look();

        assertThat(state()).isEqualTo("LIVE");
        assertThat(trouble()).isEqualTo("");
    }

    @Test
    void whatComesBackByItselfStays() {
        shown = dag("hother", false);
        look();
        shown = dag(tenant.dagId(), false);

        look();

        assertThat(state()).isEqualTo("LIVE");
        assertThat(trouble()).isEqualTo("");
    }

    @Test
    void nothingIsWithdrawnWhileAirflowDoesNotSay() {
        FakeCloud.get().airflow("GET", "/dags", call -> FakeCloud.airflowSays(403, "{\"detail\":\"Forbidden\"}"));

        look();
        look();

        assertThat(state()).isEqualTo("LIVE");
        assertThat(trouble()).isEqualTo("");
    }

    @Test
    void whatWentLiveAfterTheLookIsNotJudgedByIt() {
        shown = dag("hother", false);
        tenants.sql(tenant.id(), "UPDATE publication SET live_at = now() + interval '1 minute'");

        look();

        assertThat(trouble()).isEqualTo("");
    }

    @Test
    void manyThatWaitAreServedByOneLook() {
        EnvironmentView environment = environments.byName(tenant.environment());
        List<String> ids = IntStream.range(0, 50).mapToObj(i -> "hmany" + i).toList();
        shown = String.join(",", ids.stream().map(id -> dag(id, false)).toList());
        DagSights sights = new DagSights(dags, Clock.systemUTC());
        ids.subList(0, 3).forEach(id -> {
            FakeCloud.get().airflow("GET", "/dags/" + id, call -> says(dag(id, false)));
            sights.of(environment, id);
        });
        looks.set(0);

        assertThat(ids.subList(3, 50))
                .allSatisfy(id -> assertThat(sights.of(environment, id))
                        .isEqualTo(new AirflowDags.Sight.Known(false, false, List.of("headgate", "sha256:" + id))));

        assertThat(looks).hasValue(1);
    }

    @Test
    void whoComesWhileAirflowDoesNotAnswerNeedNotWaitForThatAgain() {
        EnvironmentView environment = environments.byName(tenant.environment());
        FakeCloud.get().airflow("GET", "/dags", call -> {
            looks.incrementAndGet();
            return new FakeCloud.Answer(503, "", "{}");
        });
        DagSights sights = new DagSights(dags, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> sights.all(environment, Duration.ofSeconds(2)))
                    .isInstanceOf(AirflowAwayException.class);
        }

        int ofOneLook = looks.get();
        assertThatThrownBy(() -> new DagSights(dags, Clock.systemUTC()).all(environment, Duration.ofSeconds(2)))
                .isInstanceOf(AirflowAwayException.class);
        assertThat(looks).hasValue(2 * ofOneLook); // the client tries a call more than once by itself
    }

    @Test
    void aProcessIsTakenOutOfUseOnAStage() {
        Api admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String path = "/api/v1/tenants/" + tenant.view().key() + "/processes/work/unpublish";

        Api.Answer first = admin.call("POST", path, "", "");
        Api.Answer second = admin.call("POST", path, "", "");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().at("/0/live").isNull()).isTrue();
        assertThat(state()).isIn("RETIRING", "RETIRED");
        assertThat(second.code()).isEqualTo("publication.none");
        assertThat(audited()).contains("process.unpublish");
    }

    /** Each look is a fresh one, as it is after the interval. */
    private Next look() {
        PublicationWatch watch = new PublicationWatch(
                publications,
                steps,
                use,
                dags,
                new DagSights(dags, Clock.systemUTC()),
                environments,
                registry,
                new WatchSettings(Duration.ofSeconds(60)),
                Clock.systemUTC());
        return Scope.ofTenant(tenant.id(), () -> watch.handle(tenant.id(), PublicationWatch.ALL));
    }

    private FakeCloud.Answer dags(JsonNode call) {
        if (!call.path("Path").asString().equals("/dags")) {
            return FakeCloud.airflowSays(404, "{\"detail\":\"nothing here\"}");
        }
        looks.incrementAndGet();
        return says("{\"dags\":[" + shown + "],\"total_entries\":1}");
    }

    private static FakeCloud.Answer says(String json) {
        return FakeCloud.airflowSays(200, json);
    }

    private static String dag(String id, boolean isPaused) {
        return "{\"dag_id\":\"%s\",\"is_paused\":%s,\"is_stale\":false,\"tags\":[{\"name\":\"headgate\"},{\"name\":\"sha256:%s\"}]}"
                .formatted(id, isPaused, id);
    }

    private String state() {
        return publication("state");
    }

    private String trouble() {
        return publication("coalesce(trouble::json ->> 'code', '')");
    }

    private String publication(String column) {
        UUID id = tenant.publicationId();
        return tenants.query(tenant.id(), String.class, "SELECT " + column + " FROM publication WHERE id = ?", id)
                .getFirst();
    }

    private List<String> audited() {
        return tenants.query(tenant.id(), String.class, "SELECT action FROM audit_entry");
    }
}
