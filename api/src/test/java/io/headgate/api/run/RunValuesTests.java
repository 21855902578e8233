package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A run keeps what its parameters were, wherever the values came from. */
class RunValuesTests extends CallTestBase {

    @Test
    void whatARunsParametersWereStaysThoughItsStagesValuesChange() {
        Live live = live("valued", """
                [{"key":"own","type":"integer","default":1},{"key":"staged","type":"string","default":"DE"},
                 {"key":"usual","type":"integer","default":7},{"key":"none","type":"date"}]""", LEAF, "read>sum");
        stageValue("FR");
        String id = as(
                tenant,
                () -> runs.request(tenant.id(), "valued", "test", null, Api.JSON.readTree("{\"own\":2}"))
                        .id());
        assertThat(view(id).path("values").isNull()).isTrue();

        start(live, id);
        stageValue("IT");

        assertThat(view(id).path("values")).hasToString("{\"own\":2,\"staged\":\"FR\",\"usual\":7}");
        assertThat(view(id).path("parameters")).hasToString("{\"own\":2}");
    }

    private void stageValue(String value) {
        String change = "{\"values\":{\"staged\":\"" + value + "\"},\"version\":1}";
        Api.Answer answer =
                admin().call("PATCH", at("/processes/valued/stages/prod/parameters"), "application/json", change);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode view(String id) {
        return admin().get(at("/runs/" + id)).json();
    }
}
