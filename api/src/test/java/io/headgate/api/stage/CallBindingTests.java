package io.headgate.api.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.TestTenants.Node;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Versions that run other processes, on their way to a stage: what they need there, and that they run none in a circle. */
class CallBindingTests extends StageTestBase {

    private static final String LEAF = """
            {"key":"read","label":"Read","type":"ingest-files","settings":{"source":{"location":"raw","path":"x"},
             "format":"csv","columns":[{"name":"a","type":"string"}]}},
            {"key":"write","label":"Write","type":"export-files","settings":{"target":{"location":"out","path":"y"},
             "format":"parquet"}}""";

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
        location("prod", "out", "out", "write");
    }

    @Test
    void aProcessThatIsNotThereIsAProblemOfTheDraftAndOfTheVersion() {
        create("whole", "[]", call("c1", "nothing", ""));
        create("gone", "[]", LEAF);
        ok(admin().post(at("/processes/gone/archive"), "{}"));
        create("other", "[]", call("c1", "gone", ""));
        create("self", "[]", call("c1", "self", ""));

        JsonNode draft = ok(admin().get(at("/processes/whole/draft")));
        assertThat(draft.path("problems").path(0).path("code").asString()).isEqualTo("settings.process");
        for (String key : List.of("whole", "other", "self")) {
            Api.Answer refused = publish(key);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().path("problems").path(0).path("pointer").asString())
                    .isEqualTo("/components/0/settings/process");
            assertThat(codes(refused)).containsExactly("settings.process");
        }
    }

    @Test
    void theCalledProcessMustBePublishedOnTheDefaultStageToo() {
        create("leaf", "[]", LEAF);
        create("whole", "[]", call("c1", "leaf", ""));

        Api.Answer refused = publish("whole");
        assertThat(refused.code()).isEqualTo("publication.bindings");
        assertThat(codes(refused)).containsExactly("binding.process-missing");
        assertThat(refused.json().path("problems").path(0).path("remedy").asString())
                .isEqualTo("Publish it there first, then this one.");

        ok(publish("leaf"));
        ok(publish("whole"));
    }

    @Test
    void whatDoesNotFitTheCalledProcessIsToldWithItsPlace() {
        create(
                "leaf",
                "[{\"key\":\"least\",\"type\":\"integer\"},{\"key\":\"day\",\"type\":\"date\",\"required\":true}]",
                LEAF);
        ok(publish("leaf"));
        create(
                "whole",
                "[]",
                call("c1", "leaf", ",\"resultFrom\":\"write\",\"parameters\":{\"least\":\"much\",\"none\":1}"));

        Api.Answer refused = publish("whole");

        assertThat(refused.json()
                        .path("problems")
                        .valueStream()
                        .map(problem -> problem.path("code").asString() + " "
                                + problem.path("pointer").asString()))
                .containsExactlyInAnyOrder(
                        "binding.process-component /components/0/settings/resultFrom",
                        "binding.process-values /components/0/settings/parameters/least",
                        "binding.process-values /components/0/settings/parameters/none",
                        "binding.process-values /components/0/settings/parameters/day");
        draft(
                "whole",
                call(
                        "c1",
                        "leaf",
                        ",\"resultFrom\":\"read\",\"parameters\":{\"least\":\"15\",\"day\":\"${run.date}\"}"));
        ok(publish("whole"));
    }

    @Test
    void promotionListsTheProcessesThatAreMissingOnTheStage() {
        create("leaf", "[]", LEAF);
        ok(publish("leaf"));
        create("whole", "[]", call("c1", "leaf", "") + "," + call("c2", "leaf", ""));
        ok(publish("whole"));
        add("live", "Live");
        location("live", "raw", "live/raw", "read");
        location("live", "out", "live/out", "write");
        compute("live");

        JsonNode plan = bindings();
        assertThat(plan.path("processes").path(0).path("key").asString()).isEqualTo("leaf");
        assertThat(plan.path("processes").path(0).path("name").asString()).isEqualTo("The leaf");
        assertThat(plan.path("processes").path(0).path("version").isNull()).isTrue();
        assertThat(plan.path("processes").path(0).path("components").size()).isEqualTo(2);
        assertThat(plan.path("problems")
                        .valueStream()
                        .map(problem -> problem.path("code").asString()))
                .containsExactly("binding.process-missing", "binding.process-missing");
        String body = "{\"version\":1,\"stage\":\"live\"}";
        assertThat(admin().post(at("/processes/whole/publications"), body).code())
                .isEqualTo("publication.bindings");

        ok(admin().post(at("/processes/leaf/publications"), body));
        assertThat(bindings().path("processes").path(0).path("version").asInt()).isEqualTo(1);
        ok(admin().post(at("/processes/whole/publications"), body));
    }

    @Test
    void aCircleOfCallsIsRefusedWhenItIsPublished() {
        create("one", "[]", LEAF);
        ok(publish("one"));
        create("two", "[]", call("c1", "one", ""));
        ok(publish("two"));
        create("three", "[]", call("c1", "two", ""));
        ok(publish("three"));
        draft("one", call("c1", "three", ""));

        Api.Answer refused = publish("one");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("call.cycle");
        assertThat(refused.json().path("detail").asString()).contains("one → three → two → one");
        // What runs no longer, on this stage, closes no circle.
        tenants.sql(tenant.id(), """
                UPDATE publication SET state = 'RETIRED' WHERE process_id = (SELECT id FROM process WHERE key = 'two')""");
        ok(publish("one"));
    }

    @Test
    void aCircleOfCallsAndSuccessesIsRefusedFromEitherSide() {
        create("leaf", "[]", LEAF);
        ok(publish("leaf"));
        create("whole", "[]", call("c1", "leaf", ""));
        ok(publish("whole"));

        Api.Answer trigger = after("whole", "leaf");
        assertThat(trigger.code()).isEqualTo("call.cycle");
        assertThat(trigger.json().path("detail").asString()).contains("whole → leaf → whole");
        ok(after("leaf", "whole"));

        create("third", "[]", LEAF);
        ok(publish("third"));
        ok(after("third", "leaf"));
        ok(after("third", "whole"));
        draft("third", call("c1", "whole", ""));
        assertThat(publish("third").code()).isEqualTo("call.cycle");
    }

    private static String call(String key, String process, String more) {
        return "{\"key\":\"%s\",\"label\":\"Call\",\"type\":\"run-process\",\"settings\":{\"process\":\"%s\"%s}}"
                .formatted(key, process, more);
    }

    private void create(String key, String parameters, String components) {
        ok(admin().post(at("/processes"), document(key, parameters, components)));
    }

    private void draft(String key, String components) {
        ok(admin().call(
                        "PUT",
                        at("/processes/" + key + "/draft"),
                        "application/json",
                        document(key, "[]", components)));
    }

    private static String document(String key, String parameters, String components) {
        return """
                {"schemaVersion":1,"key":"%s","name":"The %s","parameters":%s,"components":[%s],
                 "edges":%s,"layout":{"components":{}}}""".formatted(
                        key,
                        key,
                        parameters,
                        components,
                        components.equals(LEAF) ? "[{\"from\":\"read\",\"to\":\"write\"}]" : "[]");
    }

    private Api.Answer publish(String key) {
        return admin().post(at("/processes/" + key + "/publications"), "{}");
    }

    private Api.Answer after(String key, String upstream) {
        return admin().call("PUT", at("/processes/" + key + "/triggers/" + upstream), "application/json", "{}");
    }

    private JsonNode bindings() {
        return ok(admin().get(at("/processes/whole/versions/1/bindings?stage=live")));
    }
}
