package io.headgate.api.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Trials from the request to the sample: what may be tried, by whom, and what stays of it. */
class TrialTests extends TrialTestBase {

    @Test
    void aTrialIsOneStepThatWorksInItsScratchFolderOnly() {
        String id = requested();
        turn();

        assertThat(state(id)).isEqualTo("PENDING");
        assertThat(FakeCloud.get().calls(ADD).stream()
                        .filter(call -> call.body().contains(tenant.cluster()))
                        .toList())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("headgate trial " + id, "\"--trial\""));
        JsonNode settings = settings(id);
        assertThat(settings.path("components")
                        .valueStream()
                        .map(one -> one.path("component").asString()))
                .containsExactly("c1", "c2");
        assertThat(settings.at("/components/1/inputs/c1/component").asString()).isEqualTo("c1");
        for (String place : List.of("work", "sample", "marker")) {
            assertThat(settings.path(place).asString()).startsWith("s3://" + folder(id));
        }
    }

    @Test
    void theSampleGoesToWhoAskedAndStaysNowhere() {
        String id = ended("SUCCEEDED", "COMPLETED");

        Api.Answer answer = admin.get(trials() + "/" + id + "/sample");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.json().at("/components/0/rows/0/0").asString()).isEqualTo(CELL);
        assertThat(answer.json().at("/components/0/rows/0/1").isNull()).isTrue();
        assertThat(answer.json().at("/components/0/columns").toString()).isEqualTo("""
                [{"name":"a","type":"string","textBecause":["NA","-"]},{"name":"b","type":"int","textBecause":[]}]""");
        for (String table : List.of("trial", "event", "audit_entry", "work_item")) {
            assertThat(tenants.query(tenant.id(), String.class, "SELECT t::text FROM " + table + " t"))
                    .as(table)
                    .noneMatch(row -> row.contains(CELL));
        }
        assertThat(tenants.query(tenant.id(), String.class, "SELECT action FROM audit_entry ORDER BY at"))
                .endsWith("trial.request", "trial.sample");
    }

    @Test
    void whatAComponentSaysOfItsDataStaysInTheSample() {
        String id = ended("FAILED", "FAILED");

        JsonNode trial = admin.get(trials() + "/" + id).json();
        assertThat(trial.path("state").asString()).isEqualTo("FAILED");
        assertThat(trial.at("/error/code").asString()).isEqualTo("sql.failed");
        assertThat(trial.toString()).doesNotContain(CELL);
        assertThat(admin.get(trials() + "/" + id + "/sample")
                        .json()
                        .at("/error/sentence")
                        .asString())
                .contains(CELL);
        assertThat(tenants.query(tenant.id(), String.class, "SELECT t::text FROM trial t"))
                .noneMatch(row -> row.contains(CELL));
    }

    @Test
    void aSampleIsRemovedSoonAfterItWasLookedAt() {
        String id = ended("SUCCEEDED", "COMPLETED");
        admin.get(trials() + "/" + id + "/sample");
        tenants.sql(tenant.id(), "UPDATE trial SET scratch_until = now() - interval '1 second'");
        act(() -> scratch.handle(tenant.id(), id));

        assertThat(FakeCloud.get().below(folder(id))).isEmpty();
        assertThat(admin.get(trials() + "/" + id + "/sample").code()).isEqualTo("trial.sample-gone");
    }

    @Test
    void problemsElsewhereOnTheCanvasForbidNothingAndThoseOnTheWayAreAllTold() {
        ObjectNode order = (ObjectNode) Api.JSON.readTree(order("c1", "UP_TO"));
        ObjectNode draft = (ObjectNode) Api.JSON.readTree(TestTenants.json(Node.after(), Node.after(1)));
        ((ObjectNode) draft.at("/components/1/settings")).put("sql", "");
        order.set("definition", draft);
        assertThat(admin.post(trials(), order.toString()).status()).isEqualTo(202);

        ((ObjectNode) draft.at("/components/0/settings")).put("format", "telepathy");
        order.put("component", "c2");
        Api.Answer refused = admin.post(trials(), order.toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("trial.invalid");
        assertThat(refused.json()
                        .path("problems")
                        .valueStream()
                        .map(one -> one.path("pointer").asString()))
                .anyMatch(pointer -> pointer.startsWith("/components/0/settings"))
                .anyMatch(pointer -> pointer.startsWith("/components/1/settings"));
    }

    @Test
    void theColumnsOfASourceAreFoundWhateverTheyAreSetTo() {
        ObjectNode order = (ObjectNode) Api.JSON.readTree(order("c1", "COLUMNS"));
        ObjectNode draft = (ObjectNode) Api.JSON.readTree(TestTenants.json(Node.after(), Node.after(1)));
        ((ObjectNode) draft.at("/components/0/settings")).remove("columns");
        order.set("definition", draft);
        Api.Answer asked = admin.post(trials(), order.toString());
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        turn();

        JsonNode settings = settings(asked.json().path("id").asString());
        assertThat(settings.path("components").size()).isEqualTo(1);
        assertThat(settings.at("/components/0/settings/columns").isArray()).isTrue();
        assertThat(settings.at("/components/0/settings/columns")).isEmpty();

        ((ObjectNode) draft.at("/components/0/settings")).put("format", "telepathy");
        Api.Answer faulty = admin.post(trials(), order.toString());
        assertThat(faulty.code()).isEqualTo("trial.invalid");
        assertThat(faulty.json()
                        .path("problems")
                        .valueStream()
                        .map(one -> one.path("pointer").asString()))
                .isNotEmpty()
                .noneMatch(pointer -> pointer.contains("/columns"));
        assertThat(admin.post(trials(), order("c2", "COLUMNS")).code()).isEqualTo("trial.nothing-to-find");
    }

    @Test
    void aComponentAloneNeedsWhatARunHasLeftBeforeIt() {
        Api.Answer refused = admin.post(trials(), order("c2", "ONE"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("trial.nothing-before");

        String output = "s3://workspace/headgate/runs/r1/c1/output/";
        aRunHasLeft("r1", output);
        String id = admin.post(trials(), order("c2", "ONE")).json().path("id").asString();
        turn();
        JsonNode settings = settings(id);
        assertThat(settings.path("components").size()).isEqualTo(1);
        assertThat(settings.at("/components/0/inputs/c1/uri").asString()).isEqualTo(output);
    }

    @Test
    void whatRunsAnotherProcessCannotBeTriedButWhatReadsItsRowsCan() {
        ObjectNode draft = (ObjectNode) Api.JSON.readTree(TestTenants.json(Node.after(), Node.after(1)));
        ((ObjectNode) draft.at("/components/0"))
                .put("type", "run-process")
                .set("settings", Api.JSON.readTree("{\"process\":\"another\",\"resultFrom\":\"sum\"}"));
        for (String[] tried : new String[][] {{"c1", "ONE"}, {"c1", "UP_TO"}, {"c2", "UP_TO"}}) {
            ObjectNode order = (ObjectNode) Api.JSON.readTree(order(tried[0], tried[1]));
            order.set("definition", draft);
            Api.Answer refused = admin.post(trials(), order.toString());
            assertThat(refused.code()).as(refused.body()).isEqualTo("trial.runs-process");
            assertThat(refused.json().path("detail").asString()).startsWith("\"C1\" runs another process");
        }

        aRunHasLeft("r1", "s3://workspace/rows/");
        ObjectNode alone = (ObjectNode) Api.JSON.readTree(order("c2", "ONE"));
        alone.set("definition", draft);
        assertThat(admin.post(trials(), alone.toString()).status()).isEqualTo(202);
    }

    @Test
    void whatCannotBeTriedSaysWhy() {
        assertThat(admin.post(trials(), order("nobody", "ONE")).code()).isEqualTo("component.unknown");
        assertThat(admin.post(trials(), "{\"component\":\"c1\",\"scope\":\"UP_TO\",\"rows\":101}")
                        .status())
                .isEqualTo(422);
        assertThat(admin.post(trials(), "{\"component\":\"c1\",\"scope\":\"ALL\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post(trials(), "{\"component\":\"c1\",\"scope\":\"ONE\",\"parameters\":{\"x\":1}}")
                        .code())
                .isEqualTo("trial.values-do-not-fit");
        assertThat(admin.call("POST", trials(), "application/json", order("c1", "ONE"), "If-Match", "\"old\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aTenantCanSwitchSamplesOff() {
        String id = ended("SUCCEEDED", "COMPLETED");
        String settings = "/api/v1/tenants/" + tenant.view().key() + "/settings";
        assertThat(admin.get(settings).json().path("samplesAllowed").asBoolean())
                .isTrue();
        admin.call("PATCH", settings, "application/json", "{\"samplesAllowed\":false}");

        Api.Answer refused = admin.post(trials(), order("c1", "UP_TO"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("trial.switched-off");
        assertThat(admin.get(trials() + "/" + id + "/sample").code()).isEqualTo("trial.switched-off");

        admin.call("PATCH", settings, "application/json", "{\"samplesAllowed\":true}");
        assertThat(admin.get(trials() + "/" + id + "/sample").status()).isEqualTo(200);
    }

    @Test
    void aTrialOfAnotherTenantAnswersExactlyLikeOneThatDoesNotExist() {
        String id = requested();
        TestTenant other = tenants.create(Node.after());
        String theirs = "/api/v1/tenants/" + other.view().key() + "/processes/work/trials/";
        String nobodys = "00000000-0000-0000-0000-000000000000";
        for (String path : List.of("", "/sample")) {
            Api.Answer foreign = admin.get(theirs + id + path);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.code())
                    .isEqualTo(admin.get(theirs + nobodys + path).code());
        }
        assertThat(admin.call("DELETE", theirs + id, "", "").status()).isEqualTo(404);
        assertThat(state(id)).isEqualTo("QUEUED");
    }
}
