package io.headgate.dag.definition;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a definition in its one canonical form: equal definitions have equal bytes, and reading them gives the definition back. */
public final class DefinitionWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public CanonicalDefinition write(ProcessDefinition definition) {
        byte[] bytes = CanonicalJson.write(toTree(definition)).getBytes(StandardCharsets.UTF_8);
        return new CanonicalDefinition(bytes, Sha256.hex(bytes));
    }

    /**
     * The definition as YAML for people, in the order in which one tells it; reading it gives the definition back. Empty when a
     * text holds half a surrogate pair: JSON can hold it, the YAML library cannot.
     */
    public Optional<String> yaml(ProcessDefinition definition) {
        ObjectNode tree = toTree(definition);
        return YamlText.canHold(tree) ? Optional.of(YamlText.write(tree)) : Optional.empty();
    }

    /** The definition as a tree, for an answer that embeds it. */
    public ObjectNode toTree(ProcessDefinition definition) {
        ObjectNode node = NODES.objectNode();
        node.put("schemaVersion", definition.schemaVersion());
        node.put("key", definition.key());
        node.put("name", definition.name());
        if (!definition.parameters().isEmpty()) {
            ArrayNode parameters = node.putArray("parameters");
            definition.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        }
        ArrayNode components = node.putArray("components");
        definition.components().forEach(component -> components.add(component(component)));
        ArrayNode edges = node.putArray("edges");
        definition
                .edges()
                .forEach(edge -> edges.addObject().put("from", edge.from()).put("to", edge.to()));
        node.set("layout", definition.layout().deepCopy());
        return node;
    }

    private static ObjectNode parameter(Parameter parameter) {
        ObjectNode node = NODES.objectNode();
        node.put("key", parameter.key());
        node.put("type", parameter.type().word());
        putIfPresent(node, "label", parameter.label());
        if (parameter.required()) {
            node.put("required", true);
        }
        if (parameter.defaultValue() != null) {
            node.set("default", parameter.defaultValue());
        }
        return node;
    }

    private static ObjectNode component(Component component) {
        ObjectNode node = NODES.objectNode();
        node.put("key", component.key());
        node.put("type", component.type());
        Integer version = component.version();
        if (version != null) {
            node.put("version", version.intValue());
        }
        node.put("label", component.label());
        node.set("settings", component.settings().deepCopy());
        RetryPolicy retries = component.retries();
        if (retries != null) {
            node.putObject("retries")
                    .put("count", retries.count())
                    .put("delay", retries.delay().toString());
        }
        Duration timeout = component.timeout();
        putIfPresent(node, "timeout", timeout == null ? null : timeout.toString());
        if (component.disabled()) {
            node.put("disabled", true);
        }
        putIfPresent(node, "condition", component.condition());
        return node;
    }

    private static void putIfPresent(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
