package io.headgate.dag.validation;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the placeholders of one run stand for. */
public record PlaceholderValues(LocalDate runDate, String runId, Map<String, JsonNode> parameters) {

    public PlaceholderValues {
        parameters = Map.copyOf(parameters);
    }

    Optional<JsonNode> valueOf(Placeholder placeholder) {
        return switch (placeholder) {
            case Placeholder.RunDate date -> Optional.of(JsonNodeFactory.instance.stringNode(runDate.toString()));
            case Placeholder.RunId id -> Optional.of(JsonNodeFactory.instance.stringNode(runId));
            case Placeholder.Param param -> Optional.ofNullable(parameters.get(param.key()));
        };
    }
}
