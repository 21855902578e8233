package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.Api;
import io.headgate.api.Await;
import io.headgate.api.Members;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.work.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How long a tenant keeps its runs: who may say so, what is told, and that it is of no other tenant's concern. */
class RetentionTests extends RetentionTestBase {

    @Test
    void runsAreKeptForEverUntilSomebodySaysOtherwise() {
        run("SUCCEEDED", longAgo);
        newest();

        JsonNode retention = ok(admin().get(at("/retention")));

        assertThat(retention.path("days").isNull()).isTrue();
        assertThat(retention.path("changedBy").isNull()).isTrue();
        assertThat(retention.path("due").isNull()).isTrue();
        assertThat(as(() -> day.handle(tenant.id(), "all"))).isEqualTo(Next.done());
        assertThat(turn()).isEqualTo(Next.done());
        assertThat(left()).hasSize(2);
    }

    @Test
    void whoSetItAndForHowLongIsToldAndAudited() {
        keep(365);
        JsonNode retention = keep(90);

        assertThat(retention.path("days").asInt()).isEqualTo(90);
        assertThat(retention.path("changedBy").asString()).isEqualTo("admin");
        assertThat(Instant.parse(retention.path("changedAt").asString()))
                .isAfter(Instant.now().minusSeconds(60));
        ok(admin().call("PUT", at("/retention"), "application/json", "{\"days\":null}"));
        assertThat(ok(admin().get(at("/retention"))).path("days").isNull()).isTrue();
        assertThat(tenants.query(
                        tenant.id(),
                        String.class,
                        "SELECT actor || ': ' || detail FROM audit_entry WHERE action = 'retention.set' ORDER BY at"))
                .containsExactly("admin: 365 days", "admin: 90 days", "admin: for ever");
    }

    @Test
    void aPreviewTellsWhatWouldGoAndChangesNothing() {
        run("SUCCEEDED", Instant.now().minus(Duration.ofDays(40)));
        run("SUCCEEDED", Instant.now().minus(Duration.ofDays(400)));
        newest();

        assertThat(preview(30)).isEqualTo(2);
        assertThat(preview(300)).isEqualTo(1);
        assertThat(preview(3650)).isZero();
        assertThat(ok(admin().get(at("/retention/preview?days=3650")))
                        .path("oldestEnd")
                        .isNull())
                .isTrue();
        assertThat(count("retention")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 0, -1, 3651, Integer.MAX_VALUE})
    void aNumberOfDaysThatCannotBeIsRefusedWithWhatCan(int days) {
        Api.Answer set = admin().call("PUT", at("/retention"), "application/json", "{\"days\":" + days + "}");
        Api.Answer previewed = admin().get(at("/retention/preview?days=" + days));

        for (Api.Answer refused : List.of(set, previewed)) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("retention.invalid");
            JsonNode problem = refused.json().path("problems").path(0);
            assertThat(problem.path("code").asString()).isEqualTo("retention.days");
            assertThat(problem.path("pointer").asString()).isEqualTo("/days");
            assertThat(problem.path("remedy").asString()).contains("30 to 3650");
        }
        assertThat(count("retention")).isZero();
    }

    @Test
    void whatIsNoNumberOfDaysIsRefused() {
        for (String body : List.of("{\"days\":\"soon\"}", "{\"day\":90}", "{\"days\":99999999999}", "[]", "")) {
            assertThat(admin().call("PUT", at("/retention"), "application/json", body)
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(admin().get(at("/retention/preview?days=x")).status()).isEqualTo(400);
        assertThat(admin().get(at("/retention/preview")).status()).isEqualTo(400);
        assertThat(admin().get(at("/retention/exports?size=0")).status()).isEqualTo(400);
        assertThat(count("retention")).isZero();
    }

    @Test
    void onlyATenantAdminSetsItAndEveryMemberMayLook() {
        Api engineer = member("engineer", "ENGINEER");
        Api viewer = member("viewer", "VIEWER");
        Api boss = member("boss", "TENANT_ADMIN");

        assertThat(engineer.call("PUT", at("/retention"), "application/json", "{\"days\":90}")
                        .status())
                .isEqualTo(403);
        assertThat(engineer.get(at("/retention/preview?days=90")).status()).isEqualTo(403);
        assertThat(viewer.get(at("/retention")).status()).isEqualTo(200);
        assertThat(viewer.get(at("/retention/exports")).status()).isEqualTo(200);
        assertThat(boss.get(at("/retention/preview?days=90")).status()).isEqualTo(200);
        assertThat(boss.call("PUT", at("/retention"), "application/json", "{\"days\":90}")
                        .status())
                .isEqualTo(200);
        assertThat(Api.with(port).get(at("/retention")).status()).isEqualTo(401);
    }

    @Test
    void aTenantsRetentionTouchesNoOtherTenant() {
        TestTenant mine = tenant;
        String kept = run("SUCCEEDED", longAgo);
        newest();
        Api stranger = member("boss", "TENANT_ADMIN");
        aTenant();
        run("SUCCEEDED", longAgo);
        newest();
        keep(DAYS);
        turns();

        assertThat(left()).hasSize(1);
        assertThat(filesInBucket()).hasSize(1);
        assertThat(stranger.get(at("/retention")).status()).isEqualTo(404);
        assertThat(stranger.get(at("/retention/exports")).status()).isEqualTo(404);
        assertThat(stranger.call("PUT", at("/retention"), "application/json", "{\"days\":30}")
                        .status())
                .isEqualTo(404);
        tenant = mine;
        assertThat(left()).hasSize(2).contains(kept);
        assertThat(ok(stranger.get(at("/retention"))).path("days").isNull()).isTrue();
        assertThat(ok(stranger.get(at("/retention/exports"))).path("total").asInt())
                .isZero();
        assertThat(filesInBucket()).isEmpty();
        assertThat(count("removed_run")).isZero();
    }

    @Test
    void whatIsKnownOfRemovedRunsCannotBeChanged() {
        run("SUCCEEDED", longAgo);
        newest();
        keep(DAYS);
        turns();

        for (String change : List.of("UPDATE removed_run SET state = 'FAILED'", "DELETE FROM removed_run")) {
            assertThatThrownBy(() -> tenants.sql(tenant.id(), change)).hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void theLoopDoesItAllByItself() {
        String old = run("SUCCEEDED", longAgo);
        newest();
        tenants.sql(tenant.id(), "DELETE FROM work_item WHERE kind IN ('retention', 'run-export')");

        keep(DAYS);

        Await.until("the run has left", () -> !left().contains(old));
        Await.until(
                "the next look is a day away",
                () -> tenants.query(
                                tenant.id(),
                                String.class,
                                "SELECT kind FROM work_item WHERE due_at > now() + interval '23 hours' AND leased_by IS NULL")
                        .equals(List.of("retention")));
        assertThat(written()).containsExactly(old);
    }

    private int preview(int days) {
        return ok(admin().get(at("/retention/preview?days=" + days)))
                .path("runs")
                .asInt();
    }

    private Api member(String name, String role) {
        return Members.add(port, tenant, name, role);
    }
}
