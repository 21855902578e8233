package io.headgate.api.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The stages of a tenant: there from its first moment, added, changed and removed. */
class StageTests extends StageTestBase {

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
    }

    @Test
    void aTenantHasOneStageFromTheBeginningAndWhatNamesNoneIsOnIt() {
        JsonNode stages = stages();

        assertThat(stages).hasSize(1);
        assertThat(stages.get(0).path("key").asString()).isEqualTo("prod");
        assertThat(stages.get(0).path("byDefault").asBoolean()).isTrue();
        assertThat(
                        tenants.query(
                                tenant.id(),
                                Boolean.class,
                                "SELECT bool_and(stage_id = (SELECT id FROM stage)) FROM (SELECT stage_id FROM location UNION ALL SELECT stage_id FROM publication) s"))
                .containsExactly(true);
        assertThat(ok(admin().get(at("/processes/work/publications")))
                        .get(0)
                        .path("stage")
                        .asString())
                .isEqualTo("prod");
    }

    @Test
    void aStageIsAddedRenamedProtectedAndRemovedAndEachIsWrittenDown() {
        add("dev", "Development");
        ok(patch("/stages/dev", "{\"name\":\"Try-outs\",\"needsSecondPerson\":true}"));

        JsonNode dev = stages().get(1);
        assertThat(dev.path("name").asString()).isEqualTo("Try-outs");
        assertThat(dev.path("needsSecondPerson").asBoolean()).isTrue();
        ok(admin().call("DELETE", at("/stages/dev"), "", ""));

        assertThat(keys()).containsExactly("prod");
        assertThat(admin().get(at("/locations?stage=dev")).code()).isEqualTo("stage.unknown");
        assertThat(audit()).contains("stage.add", "stage.rename", "stage.protect", "stage.remove");
        add("dev", "Once more");
        assertThat(keys()).containsExactly("prod", "dev");
    }

    @Test
    void aKeyIsTakenOnceAndAFaultyOneIsRefused() {
        add("dev", "Development");

        assertThat(admin().post(at("/stages"), "{\"key\":\"dev\",\"name\":\"Again\"}")
                        .code())
                .isEqualTo("stage.key-taken");
        assertThat(admin().post(at("/stages"), "{\"key\":\"Dev!\",\"name\":\" \"}")
                        .status())
                .isEqualTo(422);
        for (int i = 0; i < 8; i++) {
            add("s" + i, "Stage");
        }
        assertThat(admin().post(at("/stages"), "{\"key\":\"more\",\"name\":\"More\"}")
                        .code())
                .isEqualTo("stage.too-many");
    }

    @Test
    void theDefaultStageIsNeitherProtectedNorRemovedButAnotherCanTakeItsPlace() {
        assertThat(patch("/stages/prod", "{\"needsSecondPerson\":true}").code()).isEqualTo("stage.default-protected");
        assertThat(patch("/stages/prod", "{\"byDefault\":false}").code()).isEqualTo("stage.default");
        assertThat(admin().call("DELETE", at("/stages/prod"), "", "").code()).isEqualTo("stage.default");
        add("dev", "Development");
        ok(patch("/stages/dev", "{\"byDefault\":true}"));
        ok(patch("/stages/prod", "{\"needsSecondPerson\":true}"));

        assertThat(tenants.query(tenant.id(), String.class, "SELECT key FROM stage WHERE is_default"))
                .containsExactly("dev");
        assertThat(patch("/stages/prod", "{\"byDefault\":true}").code()).isEqualTo("stage.default-protected");
        assertThat(ok(admin().get(at("/locations")))).isEmpty();
        assertThat(ok(admin().get(at("/locations?stage=prod")))).hasSize(1);
    }

    @Test
    void aStageIsNotRemovedWhileAnythingLivesOnItAndTheAnswerSaysWhat() {
        add("dev", "Development");
        tenants.sql(tenant.id(), "UPDATE publication SET stage_id = ?", stageId("dev"));
        ok(admin().call(
                        "PUT",
                        at("/processes/work/schedule?stage=dev"),
                        "application/json",
                        "{\"cron\":\"0 6 * * *\",\"zone\":\"UTC\"}"));

        Api.Answer refused = admin().call("DELETE", at("/stages/dev"), "", "");

        assertThat(refused.code()).isEqualTo("stage.in-use");
        assertThat(refused.json().path("detail").asString()).contains("a schedule", "publications of a process");
        tenants.sql(tenant.id(), "UPDATE publication SET state = 'RETIRED'");
        ok(admin().call("DELETE", at("/processes/work/schedule?stage=dev"), "", ""));
        ok(admin().call("DELETE", at("/stages/dev"), "", ""));
        assertThat(keys()).containsExactly("prod");
    }

    @Test
    void theSameLocationKeyMeansAnotherPlaceOnAnotherStage() {
        add("dev", "Development");
        location("dev", "raw", "dev/raw", "read");

        assertThat(admin().post(at("/locations"), """
                                {"key":"raw","name":"A","bucket":"data","prefix":"","access":"read","classification":"public","stage":"dev"}""").code()).isEqualTo("location.key-taken");
        assertThat(ok(admin().get(at("/locations?stage=dev")))
                        .get(0)
                        .path("prefix")
                        .asString())
                .isEqualTo("dev/raw");
        assertThat(ok(admin().get(at("/locations"))).get(0).path("prefix").asString())
                .isEmpty();
    }

    @Test
    void aComputeTargetIsARegisteredAccountOfTheTenantAndAClusterThatTakesSteps() {
        add("dev", "Development");
        TestTenant other = tenants.create(Node.after());
        for (String account : List.of(
                "00000000-0000-0000-0000-000000000000", other.accountId().toString())) {
            Api.Answer refused = setCompute("{\"account\":\"" + account + "\"}");
            assertThat(codes(refused)).containsExactly("account.unknown");
        }
        assertThat(codes(setCompute("{\"cluster\":\"j-ALONE\"}"))).containsExactly("stage.cluster-alone");

        compute("dev");

        assertThat(stages().get(1).path("account").asString())
                .isEqualTo(tenant.accountId().toString());
        assertThat(audit()).contains("stage.compute");
        ok(setCompute("{}"));
        assertThat(stages().get(1).path("account").isNull()).isTrue();
    }

    @Test
    void valuesOfAStageFitTheParametersAndAProtectedStagesAreForTenantAdmins() {
        ok(admin().call("PUT", at("/processes/work/draft"), "application/json", PROCESS));
        add("dev", "Development");
        Api engineer = member("engineer", "engineer");
        String values = "/processes/work/stages/dev/parameters";

        Api.Answer wrong = patch(values, "{\"values\":{\"country\":5,\"nothing\":1}}");
        assertThat(codes(wrong)).containsExactlyInAnyOrder("parameter.value", "parameter.unknown");
        ok(engineer.call("PATCH", at(values), "application/json", "{\"values\":{\"country\":\"FR\",\"days\":3}}"));
        ok(patch(values, "{\"values\":{\"days\":null}}"));
        assertThat(ok(admin().get(at(values))).path("values").propertyNames()).containsExactly("country");
        assertThat(ok(admin().get(at("/processes/work/stages/prod/parameters"))).path("values"))
                .isEmpty();

        ok(patch("/stages/dev", "{\"needsSecondPerson\":true}"));
        Api.Answer refused =
                engineer.call("PATCH", at(values), "application/json", "{\"values\":{\"country\":\"IT\"}}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("stage.protected-values");
        ok(patch(values, "{\"values\":{\"country\":\"IT\"}}"));
    }

    @Test
    void stagesOfOthersAnswerLikeThoseThatDoNotExist() {
        add("dev", "Development");
        String ours = at("");
        TestTenant other = tenants.create(Node.after());
        tenant = other;

        assertThat(keys()).containsExactly("prod");
        assertThat(patch("/stages/dev", "{\"name\":\"Mine\"}").code()).isEqualTo("stage.unknown");
        assertThat(admin().get(at("/processes/work/schedule?stage=dev")).code()).isEqualTo("stage.unknown");
        assertThat(admin().get(ours + "/stages").json()).hasSize(2);
    }

    private Api.Answer setCompute(String body) {
        return admin().call("PUT", at("/stages/dev/compute"), "application/json", body);
    }

    private JsonNode stages() {
        return ok(admin().get(at("/stages")));
    }

    private List<String> keys() {
        return StreamSupport.stream(stages().spliterator(), false)
                .map(stage -> stage.path("key").asString())
                .toList();
    }
}
