package io.headgate.dag.definition;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers from text, exactly: a decimal stays the decimal that was written. */
final class NumberText {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final int MAX_CHARACTERS = 400;

    private NumberText() {}

    /** Empty when the number is too long or too large. */
    static Optional<JsonNode> node(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException exponentTooLarge) {
            return Optional.empty();
        }
        if (!DocumentLimits.isTame(number)) {
            return Optional.empty();
        }
        return Optional.of(WHOLE.matcher(text).matches() ? whole(number) : JsonNodeFactory.instance.numberNode(number));
    }

    private static JsonNode whole(BigDecimal number) {
        if (number.precision() > 18) {
            return JsonNodeFactory.instance.numberNode(number.toBigIntegerExact());
        }
        long value = number.longValueExact();
        return value == (int) value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }
}
