package io.headgate.dag.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.definition.Pointer;
import io.headgate.dag.validation.SettingsValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BuiltInComponentTypesTests {

    private static final Path FOLDER = Path.of("src/main/resources/io/headgate/dag/catalog");

    private final ComponentTypes types = new BuiltInComponentTypes();

    @Test
    void everyEntryOfTheFolderIsInTheCatalogueUnderItsName() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(types.all().stream()
                            .map(type -> type.type() + ".v" + type.version() + ".json")
                            .toList());
        }
    }

    @Test
    void anEntrySerialisesToWhatItWasReadFrom() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        for (ComponentType type : types.all()) {
            Path file = FOLDER.resolve(type.type() + ".v" + type.version() + ".json");
            assertThat(json.<JsonNode>valueToTree(type)).isEqualTo(json.readTree(Files.readAllBytes(file)));
        }
    }

    @Test
    void everyExampleSatisfiesItsOwnSchema() {
        SettingsValidator validator = new SettingsValidator();
        for (ComponentType type : types.all()) {
            assertThat(validator.checkResolved(type, type.example(), Pointer.ROOT, null))
                    .as(type.type())
                    .isEmpty();
        }
    }

    @Test
    void everyFieldSaysWhatItIsForAndShowsAnExample() {
        for (ComponentType type : types.all()) {
            assertThat(List.of(type.title(), type.summary(), type.help(), type.icon()))
                    .doesNotContain("");
            assertDescribed(type.settingsSchema(), type.type(), false);
        }
    }

    @Test
    void everyTypeHasAJobButThoseForWhichTheClusterHasNothingToDo() {
        assertThat(types.all()).allSatisfy(type -> {
            if (type.kind() == ComponentType.Kind.PROCESS) {
                assertThat(type.job()).isNull();
            } else {
                assertThat(type.job()).startsWith("headgate_jobs.");
            }
        });
    }

    @Test
    void everyExampleAndDefaultOfAFieldSatisfiesThatField() {
        SettingsValidator validator = new SettingsValidator();
        for (ComponentType type : types.all()) {
            for (Map.Entry<String, JsonNode> field :
                    type.settingsSchema().get("properties").properties()) {
                Stream.concat(
                                field.getValue().path("examples").valueStream(),
                                field.getValue().has("default")
                                        ? Stream.of(field.getValue().get("default"))
                                        : Stream.empty())
                        .forEach(value -> {
                            JsonNode settings = type.example().deepCopy();
                            ((ObjectNode) settings).set(field.getKey(), value);
                            assertThat(validator.checkResolved(type, settings, Pointer.ROOT, null))
                                    .as(type.type() + " " + field.getKey() + " " + value)
                                    .isEmpty();
                        });
            }
        }
    }

    @Test
    void aTypeIsFoundByVersionAndItsLatestWithoutOne() {
        assertThat(types.find("sql-rule", 1)).isPresent();
        assertThat(types.find("sql-rule", 2)).isEmpty();
        assertThat(types.resolve("sql-rule", null)).isEqualTo(types.find("sql-rule", 1));
        assertThat(types.latest("unknown")).isEmpty();
    }

    private static void assertDescribed(JsonNode schema, String place, boolean field) {
        assertThat(schema.path("title").stringValue("")).as(place + " title").isNotEmpty();
        assertThat(schema.path("description").stringValue(""))
                .as(place + " description")
                .isNotEmpty();
        boolean leaf = !schema.has("properties") && !schema.has("items");
        if (field && leaf) {
            assertThat(schema.path("examples").size()).as(place + " examples").isPositive();
        }
        schema.path("properties")
                .properties()
                .forEach(inner -> assertDescribed(inner.getValue(), place + "/" + inner.getKey(), true));
        if (schema.has("items")) {
            assertDescribed(schema.get("items"), place + "/items", true);
        }
    }
}
