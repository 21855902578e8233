package io.headgate.dag.diff;

import io.headgate.dag.definition.DefinitionWriter;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs between two definitions of a process. Components and parameters are known by their keys, so a changed key is a
 * removal and an addition. Where things lie on the canvas is told apart: it means nothing to a run.
 *
 * @param values what differs in the process itself, such as its name
 * @param reordered the lists whose common members stand in another order: {@code components}, {@code edges}, {@code parameters}
 * @param layout what differs on the canvas only
 */
public record ProcessDiff(
        List<ItemChange> components,
        List<EdgeChange> edges,
        List<ItemChange> parameters,
        List<ValueChange> values,
        List<String> reordered,
        List<ValueChange> layout) {

    private static final List<String> LISTS = List.of("components", "edges", "parameters");
    private static final Function<JsonNode, String> BY_KEY =
            item -> item.path("key").asString("");
    private static final Function<JsonNode, String> BY_ENDS =
            item -> item.path("from").asString("") + "\n" + item.path("to").asString("");

    public ProcessDiff {
        components = List.copyOf(components);
        edges = List.copyOf(edges);
        parameters = List.copyOf(parameters);
        values = List.copyOf(values);
        reordered = List.copyOf(reordered);
        layout = List.copyOf(layout);
    }

    /** Compares two definitions; either may be faulty. */
    public static ProcessDiff between(ProcessDefinition before, ProcessDefinition after) {
        DefinitionWriter writer = new DefinitionWriter();
        ObjectNode left = writer.toTree(before);
        ObjectNode right = writer.toTree(after);
        List<String> reordered = LISTS.stream()
                .filter(list -> Items.areReordered(items(left, list), items(right, list)))
                .toList();
        return new ProcessDiff(
                itemChanges(items(left, "components"), items(right, "components")),
                edgeChanges(items(left, "edges"), items(right, "edges")),
                itemChanges(items(left, "parameters"), items(right, "parameters")),
                ValueDiff.between(itself(left), itself(right)),
                reordered,
                ValueDiff.between(left.get("layout"), right.get("layout")));
    }

    /** Whether both mean the same to a run; they may lie otherwise on the canvas. */
    public boolean isSame() {
        return components.isEmpty()
                && edges.isEmpty()
                && parameters.isEmpty()
                && values.isEmpty()
                && reordered.isEmpty();
    }

    private static Items items(ObjectNode tree, String list) {
        return Items.of(tree.path(list), list.equals("edges") ? BY_ENDS : BY_KEY);
    }

    private static ObjectNode itself(ObjectNode tree) {
        ObjectNode itself = tree.objectNode();
        tree.properties().stream()
                .filter(field ->
                        !LISTS.contains(field.getKey()) && !field.getKey().equals("layout"))
                .forEach(field -> itself.set(field.getKey(), field.getValue()));
        return itself;
    }

    private static List<ItemChange> itemChanges(Items before, Items after) {
        List<ItemChange> changes = new ArrayList<>();
        for (Items.Id id : Items.ids(before, after)) {
            JsonNode left = before.get(id);
            JsonNode right = after.get(id);
            List<ValueChange> values = left == null || right == null ? List.of() : ValueDiff.between(left, right);
            if (left == null || right == null || !values.isEmpty()) {
                changes.add(new ItemChange(kind(left, right), id.name(), label(left), label(right), values));
            }
        }
        return changes;
    }

    private static List<EdgeChange> edgeChanges(Items before, Items after) {
        List<EdgeChange> changes = new ArrayList<>();
        for (Items.Id id : Items.ids(before, after)) {
            JsonNode left = before.get(id);
            JsonNode right = after.get(id);
            if (left == null || right == null) {
                JsonNode edge = left == null ? or(right) : left;
                changes.add(new EdgeChange(
                        kind(left, right),
                        edge.path("from").asString(""),
                        edge.path("to").asString("")));
            }
        }
        return changes;
    }

    private static ChangeKind kind(@Nullable JsonNode before, @Nullable JsonNode after) {
        return before == null ? ChangeKind.ADDED : after == null ? ChangeKind.REMOVED : ChangeKind.CHANGED;
    }

    private static @Nullable String label(@Nullable JsonNode item) {
        return item == null || !item.has("label") ? null : item.get("label").asString("");
    }

    private static JsonNode or(@Nullable JsonNode edge) {
        return edge == null ? JsonNodeFactory.instance.objectNode() : edge;
    }
}
