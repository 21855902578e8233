package io.headgate.dag.condition;

import java.util.Arrays;
import java.util.stream.Stream;

/** What a condition may ask of the result of a component before it. */
public enum ResultField {
    ROWS_IN("rowsIn", ValueType.WHOLE, false),
    ROWS_OUT("rowsOut", ValueType.WHOLE, false),
    ROWS_REJECTED("rowsRejected", ValueType.WHOLE, false),
    /** Whether it did its work, in this run or in an earlier one whose result is reused. */
    RAN("ran", ValueType.FLAG, false),
    STATE("state", ValueType.TEXT, false),
    QUALITY_PASSED("qualityPassed", ValueType.FLAG, true),
    /** How many rules did not hold, warnings among them. */
    RULES_FAILED("rulesFailed", ValueType.WHOLE, true);

    private final String word;
    private final ValueType type;
    private final boolean ofChecks;

    ResultField(String word, ValueType type, boolean ofChecks) {
        this.word = word;
        this.type = type;
        this.ofChecks = ofChecks;
    }

    static Stream<ResultField> of(boolean isCheck) {
        return Arrays.stream(values()).filter(field -> isCheck || !field.ofChecks);
    }

    /** The name of this field of a component. */
    public String of(String componentKey) {
        return ConditionNames.RESULT + componentKey + "." + word;
    }

    String word() {
        return word;
    }

    ValueType type() {
        return type;
    }
}
