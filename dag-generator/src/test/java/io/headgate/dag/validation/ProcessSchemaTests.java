package io.headgate.dag.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.DefinitionWriter;
import io.headgate.dag.definition.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The published schema says the same as reader and validator together, as far as a schema can. */
class ProcessSchemaTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Schema schema = schema();
    private final ProcessValidator validator = new ProcessValidator(new BuiltInComponentTypes());

    @ParameterizedTest
    @ValueSource(strings = {"single", "chain", "diamond", "fan-out", "disabled", "hostile-labels"})
    void bothAcceptEveryGoldenProcess(String name) throws IOException {
        Path file = Path.of("src/test/resources/golden").resolve(name).resolve("process.json");
        assertAgreement(JSON.readTree(Files.readAllBytes(file)), true);
    }

    @Test
    void bothAcceptTheSoundProcess() {
        assertAgreement(sound(), true);
    }

    /** A place in the sound process, what is put there (nothing: the field is removed), and whether that is right. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /schemaVersion            | 2                              | false
                    /schemaVersion            | "1"                            | false
                    /schemaVersion            | 1.0                            | true
                    /schemaVersion            |                                | false
                    /key                      | "a"                            | true
                    /key                      | "a-1"                          | true
                    /key                      | "A"                            | false
                    /key                      | "a_b"                          | false
                    /key                      | ""                             | false
                    /key                      | 1                              | false
                    /name                     | ""                             | false
                    /name                     | "a\\nb"                        | false
                    /name                     | "a\\u2028b"                    | false
                    /name                     | "ü {{ }} ✈️"                   | true
                    /name                     | null                           | false
                    /name                     |                                | false
                    /colour                   | 1                              | false
                    /layout                   | {"anything": [1]}              | true
                    /layout                   | []                             | false
                    /layout                   |                                | true
                    /edges                    | {}                             | false
                    /edges/0                  | "a"                            | false
                    /edges/0/from             |                                | false
                    /edges/0/weight           | 1                              | false
                    /edges/1                  | {"from":"ingest","to":"rule"}  | false
                    /components               | []                             | false
                    /components               | {}                             | false
                    /components               |                                | false
                    /components/0             | null                           | false
                    /components/0/key         | "a-b"                          | false
                    /components/0/key         |                                | false
                    /components/0/type        | 1                              | false
                    /components/0/version     | 1                              | true
                    /components/0/version     | "1"                            | false
                    /components/0/version     | null                           | false
                    /components/0/version     | 1.5                            | false
                    /components/0/label       |                                | false
                    /components/0/label       | ""                             | false
                    /components/0/settings    |                                | false
                    /components/0/settings    | []                             | false
                    /components/0/retries     | {"count":0,"delay":"PT0S"}     | true
                    /components/0/retries     | {"count":6,"delay":"PT1M"}     | false
                    /components/0/retries     | {"count":-1,"delay":"PT1M"}    | false
                    /components/0/retries     | {"count":1}                    | false
                    /components/0/retries     | {"count":1,"delay":"1m"}       | false
                    /components/0/timeout     | "PT1H30M"                      | true
                    /components/0/timeout     | "P1D"                          | true
                    /components/0/timeout     | "P1DT"                         | false
                    /components/0/timeout     | "PT1.5S"                       | false
                    /components/0/timeout     | 60                             | false
                    /components/0/disabled    | true                           | true
                    /components/0/disabled    | "true"                         | false
                    /components/0/disabled    | null                           | false
                    /parameters               | {}                             | false
                    /parameters/0/key         | "a-b"                          | false
                    /parameters/0/type        | "text"                         | false
                    /parameters/0/type        |                                | false
                    /parameters/0/label       | ""                             | false
                    /parameters/0/label       | "Least delay"                  | true
                    /parameters/0/required    | true                           | true
                    /parameters/0/required    | 1                              | false
                    /parameters/0/default     | "15"                           | false
                    /parameters/0/default     | 1.5                            | false
                    /parameters/0/default     | null                           | false
                    /parameters/0/default     |                                | true
                    """)
    void bothJudgeAChangedProcessAlike(String pointer, String value, boolean right) {
        ObjectNode process = sound();
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = process.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (!parent.isObject()) {
            ((ArrayNode) parent).set(Integer.parseInt(name), JSON.readTree(value));
        } else if (value == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, JSON.readTree(value));
        }
        assertAgreement(process, right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[]", "null", "\"text\"", "{}"})
    void bothRefuseWhatIsNoProcess(String document) {
        assertAgreement(JSON.readTree(document), false);
    }

    private void assertAgreement(JsonNode document, boolean right) {
        assertThat(schema.validate(document).isEmpty()).as("by the schema").isEqualTo(right);
        boolean accepted = switch (new DefinitionReader().read(document)) {
            case ReadResult.Readable readable ->
                validator.validate(readable.definition()).isEmpty();
            case ReadResult.Unreadable unreadable -> false;
        };
        assertThat(accepted).as("by reader and validator").isEqualTo(right);
    }

    private static ObjectNode sound() {
        return new DefinitionWriter().toTree(Processes.yaml(Processes.SOUND));
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("../docs/process.schema.json")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
