package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is taken over of a document that a job, or whoever may write there, has put into a tenant's account. */
class StepResultTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void anExportSaysWhereItWasWrittenByNamesAndNotByAddresses() {
        JsonNode shown = shown("""
                {"location":"curated","path":"delays/2026-03-02","format":"csv","files":3,"uri":"s3://acme-bucket/x/delays"}""");

        assertThat(shown.path("exported")).isEqualTo(JSON.readTree("""
                {"files":3,"location":"curated","path":"delays/2026-03-02","format":"csv"}"""));
        assertThat(shown.toString()).doesNotContain("acme-bucket");
    }

    @Test
    void anExportOfAnOlderPackageSaysItsFilesAlone() {
        assertThat(shown("{\"uri\":\"s3://acme-bucket/x\",\"files\":1}").path("exported"))
                .isEqualTo(JSON.readTree("{\"files\":1}"));
    }

    @Test
    void whatIsNoTextOrTooLongForAPlaceIsLeftOut() {
        assertThat(shown("{\"location\":{\"a\":1},\"path\":\"%s\",\"files\":1}".formatted("x".repeat(5000)))
                        .path("exported"))
                .isEqualTo(JSON.readTree("{\"files\":1}"));
    }

    private static JsonNode shown(String exported) {
        String told = "{\"attemptKey\":\"r1-1-1\",\"status\":\"SUCCEEDED\",\"exported\":" + exported + "}";
        StepResult read = StepResult.read(JSON, told.getBytes(StandardCharsets.UTF_8), "r1-1-1")
                .orElseThrow();
        return StepResult.shown(JSON, read.kept());
    }
}
