package io.headgate.dag.validation;

import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values that one process passes to another: texts, numbers and flags become what the other process declares. What cannot
 * become that stays as it is, for {@link ParameterValues} to tell.
 */
public final class CallValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

    private CallValues() {}

    /** The values as the parameters want them. */
    public static ObjectNode fitted(List<Parameter> declared, JsonNode given) {
        Map<String, Parameter> byKey =
                declared.stream().collect(Collectors.toMap(Parameter::key, Function.identity(), (one, other) -> one));
        ObjectNode fitted = NODES.objectNode();
        given.properties().forEach(value -> {
            Parameter parameter = byKey.get(value.getKey());
            fitted.set(
                    value.getKey(), parameter == null ? value.getValue() : fitted(parameter.type(), value.getValue()));
        });
        return fitted;
    }

    /** What can be said of values before a run gives their placeholders a meaning. */
    public static List<Problem> check(List<Parameter> declared, JsonNode given, Pointer at) {
        List<Parameter> sure = new ArrayList<>();
        ObjectNode fixed = NODES.objectNode();
        for (Map.Entry<String, JsonNode> value : given.properties()) {
            if (!isOpen(value.getValue())) {
                fixed.set(value.getKey(), value.getValue());
            }
        }
        for (Parameter parameter : declared) {
            sure.add(
                    isOpen(given.path(parameter.key()))
                            ? new Parameter(parameter.key(), parameter.type(), parameter.label(), false, null)
                            : parameter);
        }
        List<Problem> problems = new ArrayList<>(
                ParameterValues.bind(sure, fitted(sure, fixed), at).problems());
        given.properties().stream()
                .filter(value -> isOpen(value.getValue()))
                .filter(value ->
                        declared.stream().noneMatch(parameter -> parameter.key().equals(value.getKey())))
                .map(value -> ParameterValues.unknown(value.getKey(), sure, at))
                .forEach(problems::add);
        return problems;
    }

    private static boolean isOpen(JsonNode value) {
        return value.isString() && SettingText.of(value.stringValue()).hasPlaceholder();
    }

    private static JsonNode fitted(Parameter.Type type, JsonNode value) {
        if (!value.isString()) {
            return type == Parameter.Type.STRING && (value.isNumber() || value.isBoolean())
                    ? NODES.stringNode(Placeholders.text(value))
                    : value;
        }
        String text = value.stringValue().strip();
        return switch (type) {
            case STRING, DATE -> value;
            case INTEGER -> WHOLE.matcher(text).matches() ? NODES.numberNode(Long.parseLong(text)) : value;
            case NUMBER -> NUMBER.matcher(text).matches() ? NODES.numberNode(new BigDecimal(text)) : value;
            case BOOLEAN ->
                text.equals("true") || text.equals("false") ? NODES.booleanNode(Boolean.parseBoolean(text)) : value;
        };
    }
}
