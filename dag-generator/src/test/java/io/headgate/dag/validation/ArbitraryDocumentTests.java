package io.headgate.dag.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.HostileText;
import io.headgate.dag.airflow.AirflowRenderer;
import io.headgate.dag.airflow.RenderRequest;
import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.DefinitionWriter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands in a document: an answer comes back, and what has no problem can be rendered. */
class ArbitraryDocumentTests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BuiltInComponentTypes TYPES = new BuiltInComponentTypes();

    // Static, for a property makes a new instance each time and compiling schemas takes the longest.
    private static final ProcessValidator VALIDATOR = new ProcessValidator(TYPES);
    private static final SettingsValidator SETTINGS = new SettingsValidator();

    /** A sound process with one of its values exchanged for anything. */
    @Property(tries = 1500)
    void aSoundProcessWithAnyOneValueExchangedIsJudged(@ForAll("values") JsonNode value, @ForAll int place) {
        ObjectNode tree = tree();
        List<Runnable> exchanges = exchanges(tree, value);
        exchanges.get(Math.floorMod(place, exchanges.size())).run();
        switch (new DefinitionReader().read(tree)) {
            case ReadResult.Unreadable unreadable -> assertTold(unreadable.problems());
            case ReadResult.Readable readable -> judge(readable.definition());
        }
    }

    @Property
    void anyTreeIsJudged(@ForAll("values") JsonNode value) {
        assertThat(new DefinitionReader().read(value)).isInstanceOf(ReadResult.Unreadable.class);
    }

    @Property
    void anySettingsOfAnyTypeAreJudged(@ForAll("values") JsonNode value, @ForAll @Size(max = 4) List<Integer> places) {
        TYPES.all().forEach(type -> {
            JsonNode copy = type.example().deepCopy();
            for (int place : places) {
                List<Runnable> exchanges = exchanges(copy, value);
                exchanges.get(Math.floorMod(place, exchanges.size())).run();
            }
            assertTold(SETTINGS.checkDraft(type, copy, Pointer.ROOT, List.of(), Map.of()));
            PlaceholderValues values = new PlaceholderValues(LocalDate.EPOCH, "r1", Map.of("x", value));
            JsonNode resolved = Placeholders.resolve(type, copy, values).settings();
            assertTold(SETTINGS.checkResolved(type, resolved, Pointer.ROOT, Map.of()));
        });
    }

    @Provide
    Arbitrary<JsonNode> values() {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                HostileText.texts().map(NODES::stringNode),
                Arbitraries.of("${param.x}", "${run.date}", "a/${run.id}", "${", "${}", "..", "ingest", "PT5M", "csv")
                        .map(NODES::stringNode),
                Arbitraries.bigIntegers().map(NODES::numberNode),
                Arbitraries.bigDecimals().map(NODES::numberNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        return Arbitraries.recursive(() -> leaves, ArbitraryDocumentTests::nest, 0, 3);
    }

    private static Arbitrary<JsonNode> nest(Arbitrary<JsonNode> inner) {
        Arbitrary<JsonNode> arrays = inner.list().ofMaxSize(4).map(items -> {
            ArrayNode array = NODES.arrayNode();
            items.forEach(array::add);
            return array;
        });
        Arbitrary<String> names = Arbitraries.oneOf(
                HostileText.texts(), Arbitraries.of("key", "type", "location", "path", "sql", "columns", "name"));
        Arbitrary<JsonNode> objects = Arbitraries.maps(names, inner)
                .ofMaxSize(4)
                .map(fields -> {
                    ObjectNode object = NODES.objectNode();
                    fields.forEach(object::set);
                    return object;
                });
        return Arbitraries.oneOf(arrays, objects);
    }

    private void judge(ProcessDefinition definition) {
        List<Problem> problems = VALIDATOR.validate(definition);
        assertTold(problems);
        if (problems.isEmpty()) {
            RenderRequest request = new RenderRequest(definition, "h00000000000", "headgate_a", 1);
            assertThat(new AirflowRenderer().render(request).tasks()).hasSameSizeAs(definition.components());
        }
    }

    private static void assertTold(List<Problem> problems) {
        assertThat(problems).doesNotHaveDuplicates().allSatisfy(problem -> {
            assertThat(problem.pointer()).matches("(?s)(/.*)?");
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    private static ObjectNode tree() {
        return new DefinitionWriter().toTree(Processes.yaml(Processes.SOUND));
    }

    private static List<Runnable> exchanges(JsonNode node, JsonNode value) {
        List<Runnable> exchanges = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                exchanges.add(() -> object.set(field.getKey(), value.deepCopy()));
                exchanges.addAll(exchanges(field.getValue(), value));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                exchanges.add(() -> array.set(index, value.deepCopy()));
                exchanges.addAll(exchanges(array.get(i), value));
            }
        }
        return exchanges;
    }
}
