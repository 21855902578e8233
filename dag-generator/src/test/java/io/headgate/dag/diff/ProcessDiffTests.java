package io.headgate.dag.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headgate.dag.HostileText;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.DefinitionWriter;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ProcessDiffTests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String BASE = """
            schemaVersion: 1
            key: delays
            name: Delays
            parameters: [{key: least, type: integer, default: 15}]
            components:
              - {key: ingest, type: ingest-files, label: Ingest, settings: {source: {location: raw, path: in},
                  columns: [{name: a, type: string}, {name: b, type: string}]}}
              - {key: rule, type: sql-rule, label: Rule, settings: {sql: "SELECT a\\nFROM ingest"}}
            edges: [{from: ingest, to: rule}]
            layout: {components: {ingest: {x: 0, y: 0}}}
            """;

    private final DefinitionWriter writer = new DefinitionWriter();

    @Example
    void aSettingIsNamedByItsPathWithBothValues() {
        ProcessDiff diff = ProcessDiff.between(yaml(BASE), yaml(BASE.replace("SELECT a", "SELECT b")));

        assertThat(diff.components()).hasSize(1);
        ItemChange rule = diff.components().getFirst();
        assertThat(rule.kind()).isEqualTo(ChangeKind.CHANGED);
        assertThat(rule.key()).isEqualTo("rule");
        assertThat(rule.values())
                .extracting(ValueChange::path, value -> text(value.before()), value -> text(value.after()))
                .containsExactly(tuple("/settings/sql", "SELECT a\nFROM ingest", "SELECT b\nFROM ingest"));
        assertThat(diff.edges()).isEmpty();
    }

    @Example
    void whatIsPutIntoAListIsOneChange() {
        String wider = BASE.replace("[{name: a, type: string}", "[{name: new, type: string}, {name: a, type: string}");

        ProcessDiff diff = ProcessDiff.between(yaml(BASE), yaml(wider));

        assertThat(diff.components().getFirst().values())
                .extracting(ValueChange::kind, ValueChange::path)
                .containsExactly(tuple(ChangeKind.ADDED, "/settings/columns/0"));
    }

    @Example
    void componentsAndEdgesThatComeAndGoAreTold() {
        String other = BASE.replace("key: rule", "key: other").replace("to: rule", "to: other");

        ProcessDiff diff = ProcessDiff.between(yaml(BASE), yaml(other));

        assertThat(diff.components())
                .extracting(ItemChange::kind, ItemChange::key)
                .containsExactly(tuple(ChangeKind.REMOVED, "rule"), tuple(ChangeKind.ADDED, "other"));
        assertThat(diff.edges())
                .containsExactly(
                        new EdgeChange(ChangeKind.REMOVED, "ingest", "rule"),
                        new EdgeChange(ChangeKind.ADDED, "ingest", "other"));
    }

    @Example
    void nameAndParametersCountAndTheOrderOfComponentsToo() {
        ProcessDiff named = ProcessDiff.between(yaml(BASE), yaml(BASE.replace("name: Delays", "name: Late")));
        ProcessDiff parameters = ProcessDiff.between(yaml(BASE), yaml(BASE.replace("default: 15", "default: 16")));

        assertThat(named.values()).extracting(ValueChange::path).containsExactly("/name");
        assertThat(named.isSame()).isFalse();
        assertThat(parameters.parameters().getFirst().values())
                .extracting(ValueChange::path)
                .containsExactly("/default");
        ProcessDefinition base = yaml(BASE);
        ProcessDefinition turned = new ProcessDefinition(
                1,
                base.key(),
                base.name(),
                base.parameters(),
                base.components().reversed(),
                base.edges(),
                base.layout());
        assertThat(ProcessDiff.between(base, turned).reordered()).containsExactly("components");
        assertThat(ProcessDiff.between(base, turned).components()).isEmpty();
    }

    @Example
    void whereThingsLieIsToldApartAndIsNoChange() {
        ProcessDiff diff = ProcessDiff.between(yaml(BASE), yaml(BASE.replace("{x: 0, y: 0}", "{x: 7, y: 0}")));

        assertThat(diff.isSame()).isTrue();
        assertThat(diff.layout()).extracting(ValueChange::path).containsExactly("/components/ingest/x");
    }

    @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
    void nothingDiffersFromItself(@ForAll("definitions") ProcessDefinition definition) {
        ProcessDiff diff = ProcessDiff.between(definition, reread(definition));

        assertThat(diff.isSame()).isTrue();
        assertThat(diff.layout()).isEmpty();
    }

    @Property(edgeCases = EdgeCasesMode.NONE, tries = 500)
    void nothingIsToldExactlyWhenBothAreWrittenAlikeButForTheLayout(
            @ForAll("definitions") ProcessDefinition one, @ForAll("definitions") ProcessDefinition other) {
        ProcessDiff diff = ProcessDiff.between(one, other);

        assertThat(diff.isSame()).isEqualTo(withoutLayout(one).equals(withoutLayout(other)));
        assertThat(diff.layout().isEmpty()).isEqualTo(one.layout().equals(other.layout()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
    void theOtherWayRoundEverythingIsMirrored(
            @ForAll("definitions") ProcessDefinition one, @ForAll("definitions") ProcessDefinition other) {
        ProcessDiff there = ProcessDiff.between(one, other);
        ProcessDiff back = ProcessDiff.between(other, one);

        assertThat(back.components())
                .containsExactlyInAnyOrderElementsOf(there.components().stream()
                        .map(ProcessDiffTests::mirror)
                        .toList());
        assertThat(back.parameters())
                .containsExactlyInAnyOrderElementsOf(there.parameters().stream()
                        .map(ProcessDiffTests::mirror)
                        .toList());
        assertThat(back.edges())
                .containsExactlyInAnyOrderElementsOf(there.edges().stream()
                        .map(edge -> new EdgeChange(mirror(edge.kind()), edge.from(), edge.to()))
                        .toList());
        assertThat(back.values())
                .containsExactlyInAnyOrderElementsOf(
                        there.values().stream().map(ProcessDiffTests::mirror).toList());
        assertThat(back.reordered()).isEqualTo(there.reordered());
    }

    @Property(edgeCases = EdgeCasesMode.NONE, tries = 1000)
    void theChangesOfOneTreeMakeTheOther(@ForAll("trees") JsonNode one, @ForAll("trees") JsonNode other) {
        assertThat(ValueDiff.isSame(apply(one.deepCopy(), ValueDiff.between(one, other)), other))
                .isTrue();
    }

    /** Changes first and removals from the end, both in the earlier tree's places; then additions in the later one's. */
    private static JsonNode apply(JsonNode tree, List<ValueChange> changes) {
        JsonNode[] root = {tree};
        of(changes, ChangeKind.CHANGED)
                .forEach(change -> put(
                        root,
                        Objects.requireNonNull(change.beforePath()),
                        Objects.requireNonNull(change.after()),
                        false));
        of(changes, ChangeKind.REMOVED).reversed().forEach(change -> remove(root[0], change.beforePath()));
        of(changes, ChangeKind.ADDED)
                .forEach(change -> put(
                        root,
                        Objects.requireNonNull(change.afterPath()),
                        Objects.requireNonNull(change.after()),
                        true));
        return root[0];
    }

    private static List<ValueChange> of(List<ValueChange> changes, ChangeKind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    private static void put(JsonNode[] root, String path, JsonNode value, boolean insert) {
        JsonPointer pointer = JsonPointer.compile(path);
        if (path.isEmpty()) {
            root[0] = value.deepCopy();
            return;
        }
        JsonNode parent = root[0].at(pointer.head());
        if (parent instanceof ArrayNode list) {
            int index = pointer.last().getMatchingIndex();
            if (insert) {
                list.insert(index, value.deepCopy());
            } else {
                list.set(index, value.deepCopy());
            }
        } else {
            ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), value.deepCopy());
        }
    }

    private static void remove(JsonNode root, String path) {
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode parent = root.at(pointer.head());
        if (parent instanceof ArrayNode list) {
            list.remove(pointer.last().getMatchingIndex());
        } else {
            ((ObjectNode) parent).remove(pointer.last().getMatchingProperty());
        }
    }

    private static ItemChange mirror(ItemChange change) {
        return new ItemChange(
                mirror(change.kind()),
                change.key(),
                change.afterLabel(),
                change.beforeLabel(),
                change.values().stream().map(ProcessDiffTests::mirror).toList());
    }

    private static ValueChange mirror(ValueChange change) {
        return new ValueChange(
                mirror(change.kind()), change.afterPath(), change.beforePath(), change.after(), change.before());
    }

    private static ChangeKind mirror(ChangeKind kind) {
        return switch (kind) {
            case ADDED -> ChangeKind.REMOVED;
            case REMOVED -> ChangeKind.ADDED;
            case CHANGED -> ChangeKind.CHANGED;
        };
    }

    /** Few keys and small values, so that two of them often have something in common. */
    @Provide
    Arbitrary<ProcessDefinition> definitions() {
        Arbitrary<String> keys = Arbitraries.of("a", "b", "c");
        Arbitrary<String> labels = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.of("A", "B")), net.jqwik.api.Tuple.of(1, HostileText.texts()));
        Arbitrary<ObjectNode> components = Combinators.combine(keys, labels, trees(), Arbitraries.of(true, false))
                .as((key, label, settings, disabled) -> {
                    ObjectNode node =
                            NODES.objectNode().put("key", key).put("type", "t").put("label", label);
                    node.set("settings", settings.isObject() ? settings : NODES.objectNode());
                    return disabled ? node.put("disabled", true) : node;
                });
        Arbitrary<ObjectNode> edges = Combinators.combine(keys, keys)
                .as((from, to) -> NODES.objectNode().put("from", from).put("to", to));
        Arbitrary<ObjectNode> parameters = Combinators.combine(keys, trees()).as((key, value) -> {
            ObjectNode node = NODES.objectNode().put("key", key).put("type", "string");
            node.set("default", NODES.stringNode(value.toString()));
            return node;
        });
        return Combinators.combine(
                        labels,
                        components.list().ofMaxSize(4),
                        edges.list().ofMaxSize(4),
                        parameters.list().ofMaxSize(2),
                        trees())
                .as((name, nodes, lines, params, layout) -> {
                    ObjectNode tree = NODES.objectNode()
                            .put("schemaVersion", 1)
                            .put("key", "k")
                            .put("name", name);
                    tree.putArray("parameters").addAll(new ArrayList<JsonNode>(params));
                    tree.putArray("components").addAll(new ArrayList<JsonNode>(nodes));
                    tree.putArray("edges").addAll(new ArrayList<JsonNode>(lines));
                    tree.set("layout", layout.isObject() ? layout : NODES.objectNode());
                    return ((ReadResult.Readable) new DefinitionReader().read(tree)).definition();
                });
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        Arbitrary<JsonNode> leaves = Arbitraries.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.numberNode(1),
                NODES.stringNode("1"),
                NODES.stringNode("x/y~z"));
        Arbitrary<JsonNode> trees = leaves;
        for (int depth = 0; depth < 3; depth++) {
            trees = Arbitraries.oneOf(leaves, lists(trees), objects(trees));
        }
        return trees;
    }

    private static Arbitrary<JsonNode> lists(Arbitrary<JsonNode> items) {
        return items.list()
                .ofMaxSize(4)
                .map(values -> NODES.arrayNode()
                        .addAll(values.stream().map(JsonNode::deepCopy).toList()));
    }

    private static Arbitrary<JsonNode> objects(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "x/y", "m~n", ""), values)
                .ofMaxSize(3)
                .map(fields -> {
                    ObjectNode node = NODES.objectNode();
                    fields.forEach((name, value) -> node.set(name, value.deepCopy()));
                    return node;
                });
    }

    private ProcessDefinition reread(ProcessDefinition definition) {
        return ((ReadResult.Readable)
                        new DefinitionReader().readJson(writer.write(definition).bytes()))
                .definition();
    }

    private String withoutLayout(ProcessDefinition definition) {
        ObjectNode tree = writer.toTree(definition);
        tree.remove("layout");
        return tree.toString();
    }

    private static String text(JsonNode node) {
        return node.stringValue();
    }

    private static ProcessDefinition yaml(String text) {
        return switch (new DefinitionReader().readYaml(text.getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable -> throw new AssertionError(unreadable.problems());
        };
    }
}
