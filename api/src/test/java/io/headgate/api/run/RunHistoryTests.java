package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.SpreadsheetText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The grid of a process's runs; c1 leads to c2. */
class RunHistoryTests extends RunTestBase {

    TestTenant tenant;
    Api admin;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after(), Node.after(1));
        admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }

    @Test
    void eachRunHasACellForEachComponent() {
        String failed = running(tenant);
        ask(tenant, failed, 1);
        succeed(tenant, failed, 1);
        ask(tenant, failed, 2);
        fail(tenant, failed, 2);

        JsonNode page = history("");
        assertThat(page.path("components")
                        .valueStream()
                        .map(one -> one.path("key").asString()))
                .containsExactly("c1", "c2");
        JsonNode run = page.path("runs").get(0);
        assertThat(run.path("id").asString()).isEqualTo(failed);
        assertThat(run.path("cells").valueStream().map(one -> one.path("state").asString()))
                .containsExactly("SUCCEEDED", "FAILED");
        assertThat(run.at("/cells/1/component").asInt()).isEqualTo(1);
        assertThat(run.at("/cells/1/error").asString()).isNotEmpty();
    }

    @Test
    void pagesGoOnWhereTheLastOneEndedWhateverCameInMeanwhile() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.addFirst(over());
        }
        JsonNode first = history("?size=2");
        assertThat(ids(first)).isEqualTo(all.subList(0, 2));
        over();
        JsonNode second = history("?size=2&before=" + first.path("next").asString());
        assertThat(ids(second)).isEqualTo(all.subList(2, 4));
        JsonNode last = history("?size=2&before=" + second.path("next").asString());
        assertThat(ids(last)).isEqualTo(all.subList(4, 5));
        assertThat(last.path("next").isNull()).isTrue();
    }

    @Test
    void itIsFilteredByStateOriginStageAndBusinessDate() {
        String run = running(tenant);
        String date = run(tenant, run).businessDate().toString();
        assertThat(ids(history("?state=RUNNING&origin=MANUAL&from=" + date + "&to=" + date)))
                .containsExactly(run);
        assertThat(ids(history("?stage=prod"))).containsExactly(run);
        assertThat(history("").at("/runs/0/stage").asString()).isEqualTo("prod");
        assertThat(ids(history("?stage=other"))).isEmpty();
        assertThat(ids(history("?state=FAILED"))).isEmpty();
        assertThat(ids(history("?origin=SCHEDULE"))).isEmpty();
        assertThat(ids(history("?to=2001-01-01"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "MjAyNi0xMS0yOFQxMDowMDowMFogLi4vLi4v", "%00"})
    void whatIsNoPlaceInTheListIsRefused(String cursor) {
        Api.Answer refused = admin.get(path("?before=" + cursor));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("runs.cursor");
    }

    @Test
    void anotherTenantsRunsAreNotThere() {
        running(tenant);
        TestTenant other = tenants.create(Node.after());
        String there = "/api/v1/tenants/" + other.view().key() + "/processes/work/history";
        assertThat(admin.get(there).json().path("runs")).isEmpty();
        assertThat(admin.get("/api/v1/tenants/" + tenant.view().key() + "/processes/nothing/history")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void asATableItHasALineForEachComponentOfEachRun() {
        String run = running(tenant);
        ask(tenant, run, 1);
        succeed(tenant, run, 1);
        Api.Answer answer = admin.get(path("/csv"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment", "work-runs.csv");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .startsWith(run + ",")
                .contains(",c1,")
                .contains("SUCCEEDED")
                .endsWith(",prod");
    }

    @Test
    void aRunThatHasNotBegunHasNoVersionYet() {
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at)
                VALUES (?, 'rwaits', ?, 1, 'WAITING', 'MANUAL', 't', DATE '2026-03-02', '{}', now())""", tenant.id(), tenant.process().id());

        assertThat(history("").at("/runs/0/version").isNull()).isTrue();
        assertThat(admin.get(path("/csv")).body()).contains("rwaits,WAITING,MANUAL,,2026-03-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+x", "-x", "@x", "\t=1", "\r=1", "\n=1"})
    void whatASpreadsheetWouldTakeForAFormulaIsMadeHarmless(String text) {
        assertThat(SpreadsheetText.harmless(text)).isEqualTo("'" + text);
    }

    @Test
    void otherTextsStayAsTheyAre() {
        assertThat(Stream.of("", "plain", "a=b", "1").map(SpreadsheetText::harmless))
                .containsExactly("", "plain", "a=b", "1");
    }

    /** A run that has ended; only one of the process is under way at a time. */
    private String over() {
        String run = running(tenant);
        tenants.sql(tenant.id(), "UPDATE run SET state = 'SUCCEEDED', ended_at = now() WHERE id = ?", run);
        return run;
    }

    private String path(String more) {
        return "/api/v1/tenants/" + tenant.view().key() + "/processes/work/history" + more;
    }

    private JsonNode history(String query) {
        Api.Answer answer = admin.get(path(query));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("runs")
                .valueStream()
                .map(run -> run.path("id").asString())
                .toList();
    }
}
