package io.headgate.dag.validation;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings in a form that the schema library judges without throwing: it converts numbers for an integer's bounds to long, which
 * fails for large decimals. A number beyond all reason is shown to it as a text, so that it is told as no number.
 */
final class SchemaInput {

    private static final int MAX_DIGITS = 300;
    private static final int MAX_DIGITS_WITH_FRACTION = 18;

    private SchemaInput() {}

    static JsonNode of(JsonNode value) {
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> copy.set(field.getKey(), of(field.getValue())));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.values().forEach(item -> copy.add(of(item)));
            return copy;
        }
        return value.isFloatingPointNumber() ? decimal(value) : value;
    }

    private static JsonNode decimal(JsonNode value) {
        if (!value.isBigDecimal() && !Double.isFinite(value.doubleValue())) {
            return unreasonable();
        }
        BigDecimal number = value.decimalValue();
        long wholeDigits = (long) number.precision() - number.scale();
        if (wholeDigits > MAX_DIGITS || Math.abs((long) number.scale()) > 2 * MAX_DIGITS) {
            return unreasonable();
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() <= 0) {
            return JsonNodeFactory.instance.numberNode(stripped.toBigIntegerExact());
        }
        return wholeDigits > MAX_DIGITS_WITH_FRACTION ? unreasonable() : value;
    }

    private static JsonNode unreasonable() {
        return JsonNodeFactory.instance.stringNode("a number beyond all reason");
    }
}
