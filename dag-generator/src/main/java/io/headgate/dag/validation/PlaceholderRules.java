package io.headgate.dag.validation;

import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which placeholders may stand where, and what settings look like once numbers and flags stand in their place. */
final class PlaceholderRules {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, Parameter.Type> parameters = new HashMap<>();

    PlaceholderRules(List<Parameter> parameters) {
        parameters.forEach(parameter -> this.parameters.put(parameter.key(), parameter.type()));
    }

    List<Problem> check(SettingText text, Pointer pointer, SettingsTexts.Use use) {
        return switch (use) {
            case SQL ->
                List.of(new Problem(
                        ProblemCode.PLACEHOLDER_FORBIDDEN,
                        pointer.text(),
                        "A placeholder may not stand in SQL.",
                        "Add a bound value, such as day = ${run.date}, and write :day in the query."));
            case LOCATION ->
                List.of(new Problem(
                        ProblemCode.PLACEHOLDER_FORBIDDEN,
                        pointer.text(),
                        "A placeholder may not stand in a location: which data a process may touch must be known before it runs.",
                        "Name the location; the path below it may hold placeholders."));
            case PROCESS ->
                List.of(new Problem(
                        ProblemCode.PLACEHOLDER_FORBIDDEN,
                        pointer.text(),
                        "A placeholder may not stand here: which process is run must be known before.",
                        "Name it; the values that it is given may hold placeholders."));
            case VALUE -> {
                List<Problem> problems = new ArrayList<>();
                text.parts().stream()
                        .filter(part -> part.placeholder() && !isKnown(part))
                        .forEach(part -> problems.add(unknown(part, pointer)));
                yield problems;
            }
        };
    }

    /** The settings with every lone placeholder of a number or flag replaced by one, so that types can be judged. */
    JsonNode sample(JsonNode value) {
        if (value.isObject()) {
            ObjectNode copy = NODES.objectNode();
            value.properties().forEach(field -> copy.set(field.getKey(), sample(field.getValue())));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = NODES.arrayNode();
            value.values().forEach(item -> copy.add(sample(item)));
            return copy;
        }
        if (!value.isString()) {
            return value;
        }
        SettingText text = SettingText.of(value.stringValue());
        return text.isOnePlaceholder()
                ? typeOf(text.parts().getFirst())
                        .map(type -> sample(type, value))
                        .orElse(value)
                : value;
    }

    /** A path as its fixed parts make it. */
    static String withoutPlaceholders(String path) {
        return SettingText.of(path).parts().stream()
                .map(part -> part.placeholder() ? "x" : part.text())
                .collect(Collectors.joining());
    }

    private static JsonNode sample(Parameter.Type type, JsonNode text) {
        return switch (type) {
            case STRING, DATE -> text;
            case INTEGER -> NODES.numberNode(1);
            case NUMBER -> NODES.numberNode(1.5);
            case BOOLEAN -> NODES.booleanNode(true);
        };
    }

    private boolean isKnown(SettingText.Part part) {
        return part.closed()
                && Placeholder.parse(part.text())
                        .filter(found ->
                                !(found instanceof Placeholder.Param param) || parameters.containsKey(param.key()))
                        .isPresent();
    }

    private Optional<Parameter.Type> typeOf(SettingText.Part part) {
        return Placeholder.parse(part.text())
                .filter(Placeholder.Param.class::isInstance)
                .map(found -> parameters.get(((Placeholder.Param) found).key()));
    }

    private Problem unknown(SettingText.Part part, Pointer pointer) {
        String known = parameters.keySet().stream()
                .sorted()
                .map(key -> ", ${param." + key + "}")
                .collect(Collectors.joining());
        return new Problem(
                ProblemCode.PLACEHOLDER_UNKNOWN,
                pointer.text(),
                "There is no placeholder " + Texts.quoted("${" + part.text() + (part.closed() ? "}" : "")) + ".",
                "Use one of: ${run.date}, ${run.id}" + known + ".");
    }
}
