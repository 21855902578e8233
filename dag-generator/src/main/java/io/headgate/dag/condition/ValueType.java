package io.headgate.dag.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.headgate.dag.definition.Parameter;

/** What a value that a condition may name is; a date is a text such as 2013-01-31, whose order is that of the days. */
public enum ValueType {
    TEXT("a text", SimpleType.STRING),
    WHOLE("a whole number", SimpleType.INT),
    NUMBER("a number", SimpleType.DOUBLE),
    FLAG("yes or no", SimpleType.BOOL);

    private final String words;
    private final CelType cel;

    ValueType(String words, CelType cel) {
        this.words = words;
        this.cel = cel;
    }

    static ValueType of(Parameter.Type type) {
        return switch (type) {
            case STRING, DATE -> TEXT;
            case INTEGER -> WHOLE;
            case NUMBER -> NUMBER;
            case BOOLEAN -> FLAG;
        };
    }

    /** A type of CEL in words for authors. */
    static String wordsOf(String cel) {
        return switch (cel) {
            case "string" -> TEXT.words;
            case "int", "uint" -> WHOLE.words;
            case "double" -> NUMBER.words;
            case "bool" -> FLAG.words;
            case "null", "null_type" -> "nothing";
            default -> cel.startsWith("list") ? "a list" : cel;
        };
    }

    CelType cel() {
        return cel;
    }
}
