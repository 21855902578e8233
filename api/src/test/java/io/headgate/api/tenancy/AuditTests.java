package io.headgate.api.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The audit trail as tenant admins read it. */
@ApiTest
class AuditTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    private TestTenant tenant;

    @BeforeEach
    void aTenantInWhichSomethingWasDone() {
        tenant = tenants.create(Node.after());
        tenants.sql(tenant.id(), """
                INSERT INTO audit_entry (tenant_id, id, at, actor, action, subject, detail)
                SELECT ?, gen_random_uuid(), timestamptz '2026-03-01 00:00+00' + (n / 2) * interval '1 hour',
                       CASE WHEN n % 2 = 0 THEN 'anna' ELSE 'ben' END,
                       CASE WHEN n % 3 = 0 THEN 'run.stop' ELSE 'process.publish' END,
                       'subject-' || n, CASE WHEN n = 3 THEN '=HYPERLINK("x")' ELSE 'detail, "quoted"' END
                FROM generate_series(1, 7) n""", tenant.id());
    }

    @Test
    void pagesGoFromTheNewestToTheOldestAndTellEachEntryOnceThoughTimesAreTheSame() {
        List<String> told = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = audit("?to=2026-04-01T00:00:00Z&size=2" + before);
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items").forEach(entry -> told.add(entry.path("subject").asString()));
            before = page.path("next").isNull()
                    ? ""
                    : "&before=" + page.path("next").asString();
        } while (!before.isEmpty());

        assertThat(told).hasSize(7).doesNotHaveDuplicates().last().isEqualTo("subject-1");
        assertThat(told.subList(0, 2)).containsExactlyInAnyOrder("subject-6", "subject-7");
    }

    @Test
    void entriesAreFoundByWhoWhatAndWhen() {
        assertThat(subjects("?actor=ben&to=2026-04-01T00:00:00Z"))
                .containsExactly("subject-7", "subject-5", "subject-3", "subject-1");
        assertThat(subjects("?about=run&to=2026-04-01T00:00:00Z")).containsExactly("subject-6", "subject-3");
        assertThat(subjects("?subject=subject-4")).containsExactly("subject-4");
        assertThat(subjects("?from=2026-03-01T02:00:00Z&to=2026-03-01T03:00:00Z"))
                .containsExactlyInAnyOrder("subject-5", "subject-4");
        assertThat(subjects("?actor=nobody")).isEmpty();
    }

    @Test
    void whatIsDoneIsToldAtOnce() {
        admin().call("PATCH", at("/settings"), "application/json", "{\"samplesAllowed\":false}");

        JsonNode newest = audit("").path("items").get(0);
        assertThat(newest.path("action").asString()).isEqualTo("tenant.samples");
        assertThat(newest.path("detail").asString()).isEqualTo("switched off");
    }

    @Test
    void aTableForSpreadsheetsHoldsNoFormula() {
        Api.Answer csv = admin().get(at("/audit/csv?actor=ben&to=2026-04-01T00:00:00Z"));

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.body().lines()).hasSize(5).first().isEqualTo("at,actor,action,subject,detail");
        assertThat(csv.body())
                .contains("2026-03-01T01:00:00Z,ben,run.stop,subject-3,\"'=HYPERLINK(\"\"x\"\")\"")
                .contains("\"detail, \"\"quoted\"\"\"");
    }

    @Test
    void noPlaceInTheTrailIsRefusedAndOthersSeeNothing() {
        for (String wrong : List.of("x", "!", "MjAyNg", "MjAyNiAx")) {
            assertThat(admin().get(at("/audit?before=" + wrong)).code()).isEqualTo("audit.cursor");
        }
        tenant = tenants.create(Node.after());
        assertThat(subjects("?to=2026-04-01T00:00:00Z")).isEmpty();
    }

    private List<String> subjects(String query) {
        return audit(query)
                .path("items")
                .valueStream()
                .map(entry -> entry.path("subject").asString())
                .toList();
    }

    private JsonNode audit(String query) {
        Api.Answer answer = admin().get(at("/audit" + query));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private String at(String path) {
        return "/api/v1/tenants/" + tenant.view().key() + path;
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
