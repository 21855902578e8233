package io.headgate.dag.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headgate.dag.HostileText;
import io.headgate.dag.PythonOracle;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class AirflowRendererTests {

    private static final String DAG_ID = "hx7k2m9q4c1z";

    private final AirflowRenderer renderer = new AirflowRenderer();

    @Provide
    Arbitrary<String> hostile() {
        return HostileText.texts();
    }

    @Property
    void noTextBreaksOutOfItsLiteral(
            @ForAll("hostile") String name,
            @ForAll("hostile") String setting,
            @ForAll @Size(min = 1, max = 6) List<@From("hostile") String> labels) {
        assertRendersExactly(process(name, setting, labels, List.of()));
    }

    @Example
    void aHundredKilobytesOfNameStayALiteral() {
        for (String text : HostileText.huge()) {
            assertRendersExactly(process(text, text, List.of(text), List.of()));
        }
    }

    @Property(tries = 150)
    void tasksAndEdgesAreTheOnesOfTheModel(@ForAll @IntRange(min = 1, max = 30) int size, @ForAll long seed) {
        Random random = new Random(seed);
        List<Integer> order =
                new ArrayList<>(IntStream.rangeClosed(1, size).boxed().toList());
        Collections.shuffle(order, random);
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                if (random.nextInt(4) == 0) {
                    edges.add(new Edge("c_" + order.get(i), "c_" + order.get(j)));
                }
            }
        }
        Collections.shuffle(edges, random);
        assertRendersExactly(process("p", "s", Collections.nCopies(size, "label"), edges));
    }

    @Property(tries = 50)
    void theSameRequestGivesTheSameBytes(@ForAll("hostile") String name) {
        ProcessDefinition definition = process(name, "s", List.of(name, "b"), List.of(new Edge("c_1", "c_2")));
        assertThat(render(definition)).isEqualTo(new AirflowRenderer().render(request(definition)));
    }

    @Example
    void theOrderOfEdgesInTheDocumentDoesNotMatter() {
        List<Edge> edges = List.of(new Edge("c_1", "c_2"), new Edge("c_1", "c_3"), new Edge("c_2", "c_3"));
        List<String> labels = List.of("a", "b", "c");
        assertThat(render(process("p", "s", labels, edges.reversed())))
                .isEqualTo(render(process("p", "s", labels, edges)));
    }

    @Example
    void everythingThatDecidesTheBytesChangesTheFingerprint() {
        ProcessDefinition definition = process("p", "s", List.of("a"), List.of());
        Set<String> fingerprints = new HashSet<>();
        Stream.of(
                        request(definition),
                        new RenderRequest(definition, "haaaaaaaaaaa", "headgate_a", 1),
                        new RenderRequest(definition, DAG_ID, "headgate_b", 1),
                        new RenderRequest(definition, DAG_ID, "headgate_a", 2),
                        request(process("q", "s", List.of("a"), List.of())))
                .forEach(request -> fingerprints.add(renderer.render(request).fingerprint()));
        assertThat(fingerprints).hasSize(5);
    }

    @Example
    void aDefinitionWithoutAnOrderIsRefused() {
        List<String> labels = List.of("a", "b");
        Stream.of(
                        process("p", "s", List.of(), List.of()),
                        process("p", "s", labels, List.of(new Edge("c_1", "c_2"), new Edge("c_2", "c_1"))),
                        process("p", "s", labels, List.of(new Edge("c_1", "c_1"))),
                        process("p", "s", labels, List.of(new Edge("c_1", "elsewhere"))))
                .forEach(faulty -> assertThatIllegalArgumentException().isThrownBy(() -> render(faulty)));
    }

    @Example
    void idsOfAnotherFormAreRefused() {
        ProcessDefinition definition = process("p", "s", List.of("a"), List.of());
        for (String dagId : List.of("", "h", "x12345678901", "h12345678901\n", "h../../../xx", "hX7K2M9Q4C1Z")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RenderRequest(definition, dagId, "headgate_a", 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new RenderRequest(definition, DAG_ID, "a b", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RenderRequest(definition, DAG_ID, "a", -1));
    }

    private void assertRendersExactly(ProcessDefinition definition) {
        DagFile file = render(definition);
        JsonNode dag = PythonOracle.dag(file.text());
        assertThat(texts(dag.get("imports")))
                .containsExactly("headgate_airflow", "DAG", "Ask", "Entry", "Exit", "Wait");
        assertThat(dag.get("dag").propertyNames())
                .containsExactly(
                        "dag_id", "dag_display_name", "schedule", "catchup", "max_active_runs", "tags", "default_args");
        assertThat(dag.at("/dag/dag_id").stringValue()).isEqualTo(DAG_ID);
        assertThat(dag.at("/dag/dag_display_name").stringValue().equals(definition.name()))
                .isTrue();
        assertThat(dag.at("/dag/schedule").isNull()).isTrue();
        assertThat(dag.at("/dag/catchup").booleanValue()).isFalse();
        assertThat(texts(dag.at("/dag/tags"))).containsExactly("headgate", "sha256:" + file.fingerprint());
        assertThat(dag.at("/dag/default_args").toString()).isEqualTo("{\"connection_id\":\"headgate_a\"}");
        assertTasks(definition, dag.get("tasks"));
        List<String> edges = new ArrayList<>();
        dag.get("edges").forEach(edge -> edges.add(String.join(">", texts(edge))));
        assertThat(edges).containsExactlyInAnyOrderElementsOf(expectedEdges(definition));
    }

    private static void assertTasks(ProcessDefinition definition, JsonNode tasks) {
        int count = definition.components().size();
        assertThat(tasks.size()).isEqualTo(2 * count + 2);
        assertThat(tasks.get(0).toString())
                .isEqualTo("{\"name\":\"entry\",\"class\":\"Entry\",\"args\":[],\"kwargs\":{}}");
        assertThat(tasks.get(2 * count + 1).toString())
                .isEqualTo("{\"name\":\"leave\",\"class\":\"Exit\",\"args\":[],\"kwargs\":{}}");
        for (int n = 1; n <= count; n++) {
            assertTask(tasks.get(2 * n - 1), "c" + n, "Ask", n, definition);
            assertTask(tasks.get(2 * n), "w" + n, "Wait", n, definition);
        }
    }

    private static void assertTask(JsonNode task, String name, String type, int n, ProcessDefinition definition) {
        assertThat(task.get("name").stringValue()).isEqualTo(name);
        assertThat(task.get("class").stringValue()).isEqualTo(type);
        assertThat(task.get("args").toString()).isEqualTo("[" + n + "]");
        assertThat(task.get("kwargs").propertyNames()).containsExactly("label");
        String label = definition.components().get(n - 1).label();
        assertThat(task.at("/kwargs/label").stringValue().equals(label)).isTrue();
    }

    /** Said once more in the plainest way, from the contract and not from the renderer. */
    private static List<String> expectedEdges(ProcessDefinition definition) {
        List<String> edges = new ArrayList<>();
        List<String> keys = definition.components().stream().map(Component::key).toList();
        for (int n = 1; n <= keys.size(); n++) {
            String key = keys.get(n - 1);
            edges.add("c" + n + ">w" + n);
            if (definition.edges().stream().noneMatch(edge -> edge.to().equals(key))) {
                edges.add("entry>c" + n);
            }
            if (definition.edges().stream().noneMatch(edge -> edge.from().equals(key))) {
                edges.add("w" + n + ">leave");
            }
        }
        definition
                .edges()
                .forEach(edge ->
                        edges.add("w" + (keys.indexOf(edge.from()) + 1) + ">c" + (keys.indexOf(edge.to()) + 1)));
        return edges;
    }

    private DagFile render(ProcessDefinition definition) {
        return renderer.render(request(definition));
    }

    private static RenderRequest request(ProcessDefinition definition) {
        return new RenderRequest(definition, DAG_ID, "headgate_a", 1);
    }

    private static ProcessDefinition process(String name, String setting, List<String> labels, List<Edge> edges) {
        List<Component> components = IntStream.rangeClosed(1, labels.size())
                .mapToObj(n -> new Component(
                        "c_" + n,
                        "sql-rule",
                        1,
                        labels.get(n - 1),
                        JsonNodeFactory.instance.objectNode().put("sql", setting),
                        null,
                        null,
                        false,
                        null))
                .toList();
        return new ProcessDefinition(1, "p", name, List.of(), components, edges, JsonNodeFactory.instance.objectNode());
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::stringValue).toList();
    }
}
