package io.headgate.dag.definition;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A process: its components and the order among them. It is a value, and it may be faulty: a draft is kept as it is.
 *
 * @param layout where the canvas shows things; it means nothing to a run
 */
public record ProcessDefinition(
        int schemaVersion,
        String key,
        String name,
        List<Parameter> parameters,
        List<Component> components,
        List<Edge> edges,
        JsonNode layout) {

    /** The only version of the document's form there is so far. */
    public static final int SCHEMA_VERSION = 1;

    public ProcessDefinition {
        parameters = List.copyOf(parameters);
        components = List.copyOf(components);
        edges = List.copyOf(edges);
        layout = layout.deepCopy();
    }

    /** The first component with this key. */
    public Optional<Component> component(String componentKey) {
        return components.stream()
                .filter(component -> component.key().equals(componentKey))
                .findFirst();
    }
}
