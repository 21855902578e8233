package io.headgate.api.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A version on its way from the default stage to another one: bound anew, published or asked for. */
class PromotionTests extends StageTestBase {

    @BeforeEach
    void aProcessWithAVersionAndASecondStage() {
        tenant = tenants.create(Node.after());
        location("prod", "out", "out", "write");
        ok(admin().call("PUT", at("/processes/work/draft"), "application/json", PROCESS));
        ok(admin().post(at("/processes/work/versions"), "{}"));
        add("live", "Live");
    }

    @Test
    void everyMissingBindingIsListedAndNothingIsPublishedBeforeAllAreThere() {
        location("live", "out", "live/out", "read");

        JsonNode plan = bindings(2, "live");

        assertThat(plan.path("problems")
                        .valueStream()
                        .map(problem -> problem.path("code").asString()))
                .containsExactlyInAnyOrder("binding.location-missing", "binding.location-access", "binding.no-compute");
        assertThat(plan.path("problems").get(0).path("pointer").asString()).isEqualTo("/components/0/settings/source");
        assertThat(plan.path("compute").isNull()).isTrue();
        Api.Answer refused = publish(2, "live");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("publication.bindings");
        assertThat(codes(refused)).hasSize(3);
        assertThat(ok(admin().get(at("/processes/work/publications?stage=live"))))
                .isEmpty();
    }

    @Test
    void aDryRunTellsWhatEachNameMeansOnTheStage() {
        complete("live");
        ok(patch("/processes/work/stages/live/parameters", "{\"values\":{\"country\":\"FR\"},\"version\":2}"));

        JsonNode plan = bindings(2, "live");

        assertThat(plan.path("problems")).isEmpty();
        assertThat(plan.path("locations").get(0).path("uri").asString()).isEqualTo("s3://data/live/raw/");
        assertThat(plan.path("locations").get(0).path("reads").asBoolean()).isTrue();
        assertThat(plan.path("locations").get(1).path("uri").asString()).isEqualTo("s3://data/live/out/");
        assertThat(plan.path("locations").get(1).path("writes").asBoolean()).isTrue();
        assertThat(plan.path("compute").path("cluster").asString()).isEqualTo(tenant.cluster());
        assertThat(plan.path("parameters").get(0).path("value").asString()).isEqualTo("FR");
        assertThat(plan.path("parameters").get(0).path("source").asString()).isEqualTo("STAGE");
        assertThat(plan.path("parameters").get(1).path("source").asString()).isEqualTo("DEFAULT");
        assertThat(bindings(2, "prod").path("locations").get(0).path("uri").asString())
                .isEqualTo("s3://data/");
    }

    @Test
    void aRequiredParameterWithoutAValueAndAValueThatNoLongerFitsAreTold() {
        complete("live");
        ok(patch("/processes/work/stages/live/parameters", "{\"values\":{\"days\":3}}"));
        ok(admin().call(
                        "PUT",
                        at("/processes/work/draft"),
                        "application/json",
                        PROCESS.replace(",\"default\":\"DE\"", "")
                                .replace("\"type\":\"integer\",\"default\":7", "\"type\":\"boolean\"")));
        ok(admin().post(at("/processes/work/versions"), "{}"));

        assertThat(codes(publish(3, "live")))
                .containsExactlyInAnyOrder("binding.parameter-missing", "binding.parameter-unfit");
        ok(patch(
                "/processes/work/stages/live/parameters",
                "{\"values\":{\"country\":\"FR\",\"days\":true},\"version\":3}"));
        ok(publish(3, "live"));
    }

    @Test
    void aVersionIsPromotedUnchangedAndEachStageHasItsOwnLiveVersion() {
        complete("live");

        JsonNode published = ok(publish(2, "live"));

        assertThat(published.path("stage").asString()).isEqualTo("live");
        assertThat(published.path("version").asInt()).isEqualTo(2);
        assertThat(ok(admin().get(at("/processes/work/versions"))).path("total").asInt())
                .as("no version was made")
                .isEqualTo(2);
        assertThat(bindings(2, "live").path("sha256").asString())
                .isEqualTo(ok(admin().get(at("/processes/work/versions/2")))
                        .path("version")
                        .path("sha256")
                        .asString());
        assertThat(ok(publish(2, "live")).path("number").asInt())
                .as("asked again, it is answered again")
                .isEqualTo(published.path("number").asInt());
        JsonNode stages = ok(admin().get(at("/processes/work/stages")));
        assertThat(stages.get(0).path("live").path("version").asInt()).isEqualTo(1);
        assertThat(stages.get(1).path("live").isNull()).isTrue();
        assertThat(stages.get(1).path("newest").path("version").asInt()).isEqualTo(2);
        assertThat(ok(admin().get(at("/processes/work/publications")))
                        .get(0)
                        .path("version")
                        .asInt())
                .as("of the default stage")
                .isEqualTo(1);
    }

    @Test
    void publishingOnAProtectedStageNeedsAnotherMemberThanTheOneWhoAsks() {
        complete("live");
        protect("live");
        Api anna = member("anna", "author");
        Api ben = member("ben", "author");
        Api vera = member("vera", "viewer");

        assertThat(publish(2, "live").code()).isEqualTo("stage.protected");
        String id = ok(ask(anna, 2)).path("id").asString();
        assertThat(ok(ask(anna, 2)).path("id").asString()).as("asked again").isEqualTo(id);
        assertThat(ask(ben, 1).code()).isEqualTo("request.pending");
        Api.Answer own = decide(anna, id, "approve", "");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.code()).isEqualTo("request.own");
        assertThat(decide(vera, id, "approve", "").code()).isEqualTo("access.role-missing");
        assertThat(ok(admin().get(at("/publication-requests")))).hasSize(1);
        assertThat(ok(admin().get(at("/processes/work/stages")))
                        .get(1)
                        .path("request")
                        .path("id")
                        .asString())
                .isEqualTo(id);

        JsonNode approved = ok(decide(ben, id, "approve", ""));

        assertThat(approved.path("state").asString()).isEqualTo("APPROVED");
        assertThat(approved.path("decidedBy").asString()).endsWith("ben");
        JsonNode published =
                ok(admin().get(at("/processes/work/publications?stage=live"))).get(0);
        assertThat(published.path("number").asInt())
                .isEqualTo(approved.path("publication").asInt());
        assertThat(published.path("requestedBy").asString()).endsWith("anna");
        assertThat(decide(ben, id, "approve", "").code()).isEqualTo("request.decided");
        assertThat(audit()).contains("publication.ask", "publication.approve", "process.publish");
        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT payload FROM event WHERE type = 'publication-request'"))
                .hasSize(2)
                .anyMatch(payload -> payload.contains("APPROVED"));
    }

    @Test
    void aRequestIsDeclinedWithAReasonOrWithdrawnByWhoAsked() {
        complete("live");
        protect("live");
        Api anna = member("anna", "author");
        Api ben = member("ben", "author");
        String first = ok(ask(anna, 2)).path("id").asString();

        assertThat(decide(ben, first, "decline", "{\"reason\":\" \"}").status()).isEqualTo(422);
        assertThat(decide(ben, first, "withdraw", "").code()).isEqualTo("request.not-own");
        assertThat(decide(anna, first, "decline", "{\"reason\":\"no\"}").code()).isEqualTo("request.own");
        ok(decide(ben, first, "decline", "{\"reason\":\"Not on a Friday\"}"));
        String second = ok(ask(anna, 2)).path("id").asString();
        ok(decide(anna, second, "withdraw", ""));

        JsonNode all = ok(admin().get(at("/processes/work/publication-requests")));
        assertThat(all.get(0).path("state").asString()).isEqualTo("WITHDRAWN");
        assertThat(all.get(1).path("reason").asString()).isEqualTo("Not on a Friday");
        assertThat(ok(admin().get(at("/processes/work/publications?stage=live"))))
                .isEmpty();
        assertThat(ok(admin().get(at("/publication-requests")))).isEmpty();
    }

    @Test
    void theBindingsAreLookedAtAgainWhenItIsApproved() {
        complete("live");
        protect("live");
        String id = ok(ask(member("anna", "author"), 2)).path("id").asString();
        ok(admin().call("PUT", at("/stages/live/compute"), "application/json", "{}"));

        Api.Answer refused = decide(member("ben", "author"), id, "approve", "");

        assertThat(codes(refused)).containsExactly("binding.no-compute");
        assertThat(ok(admin().get(at("/publication-requests")))).hasSize(1);
        assertThat(ok(admin().get(at("/processes/work/publications?stage=live"))))
                .isEmpty();
    }

    @Test
    void rollingBackAProtectedStageNeedsASecondPersonAsWell() {
        complete("live");
        ok(publish(2, "live"));
        tenants.sql(tenant.id(), "UPDATE publication SET state = 'LIVE' WHERE stage_id = ?", stageId("live"));
        protect("live");
        assertThat(publish(1, "live").code()).isEqualTo("stage.protected");
        assertThat(ask(admin(), 2).code()).isEqualTo("publication.live-already");
        String id = ok(ask(admin(), 1)).path("id").asString();

        ok(decide(member("ben", "author"), id, "approve", ""));

        assertThat(ok(admin().get(at("/processes/work/publications?stage=live")))
                        .get(0)
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anArchivedProcessHasNothingWaitingForASecondPerson() {
        complete("live");
        protect("live");
        String id = ok(ask(admin(), 2)).path("id").asString();

        ok(admin().post(at("/processes/work/archive"), "{}"));

        assertThat(ok(admin().get(at("/processes/work/publication-requests")))
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("DECLINED");
        assertThat(decide(admin(), id, "approve", "").code()).isEqualTo("process.archived");
    }

    @Test
    void aStageThatIsNotProtectedIsPublishedOnWithoutAsking() {
        complete("live");
        assertThat(ask(admin(), 2).code()).isEqualTo("stage.not-protected");
    }

    @Test
    void requestsOfOthersAnswerLikeThoseThatDoNotExist() {
        complete("live");
        protect("live");
        String id = ok(ask(admin(), 2)).path("id").asString();
        TestTenant other = tenants.create(Node.after());
        tenant = other;

        for (String request : new String[] {id, UUID.randomUUID().toString()}) {
            assertThat(decide(admin(), request, "approve", "").code()).isEqualTo("request.unknown");
            assertThat(decide(admin(), request, "withdraw", "").code()).isEqualTo("request.unknown");
        }
        assertThat(ok(admin().get(at("/publication-requests")))).isEmpty();
    }

    private void complete(String stage) {
        location(stage, "raw", stage + "/raw", "read");
        location(stage, "out", stage + "/out", "read-write");
        compute(stage);
    }

    private void protect(String stage) {
        ok(patch("/stages/" + stage, "{\"needsSecondPerson\":true}"));
    }

    private JsonNode bindings(int version, String stage) {
        return ok(admin().get(at("/processes/work/versions/" + version + "/bindings?stage=" + stage)));
    }

    private Api.Answer publish(int version, String stage) {
        return admin().post(
                        at("/processes/work/publications"),
                        "{\"version\":%d,\"stage\":\"%s\"}".formatted(version, stage));
    }

    private Api.Answer ask(Api who, int version) {
        return who.post(
                at("/processes/work/publication-requests"),
                "{\"version\":%d,\"stage\":\"live\",\"note\":\"for the quarter\"}".formatted(version));
    }

    private Api.Answer decide(Api who, String id, String deed, String body) {
        return who.call(
                "POST", at("/publication-requests/" + id + "/" + deed), body.isEmpty() ? "" : "application/json", body);
    }
}
