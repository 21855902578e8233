package io.headgate.dag.validation;

import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The values of a run's parameters: those that were given, and the defaults of the rest.
 *
 * @param problems why the run may not begin; empty if it may
 */
public record ParameterValues(Map<String, JsonNode> values, List<Problem> problems) {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int MAX_TEXT = 10_000;

    public ParameterValues {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
    }

    /**
     * @param given an object of values by parameter key
     * @param at where that object stands
     */
    public static ParameterValues bind(List<Parameter> parameters, JsonNode given, Pointer at) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, Parameter> known = new LinkedHashMap<>();
        parameters.forEach(parameter -> known.put(parameter.key(), parameter));
        for (String key : given.propertyNames()) {
            if (!known.containsKey(key)) {
                problems.add(unknown(key, parameters, at));
            }
        }
        for (Parameter parameter : known.values()) {
            JsonNode own = given.get(parameter.key());
            JsonNode value = own == null ? parameter.defaultValue() : own;
            if (value != null && fits(parameter.type(), value)) {
                values.put(parameter.key(), value);
            } else if (value != null) {
                problems.add(misfit(ProblemCode.PARAMETER_VALUE, parameter.type(), at.field(parameter.key())));
            } else if (parameter.required()) {
                problems.add(new Problem(
                        ProblemCode.PARAMETER_MISSING,
                        at.field(parameter.key()).text(),
                        "The parameter " + Texts.quoted(parameter.key()) + " needs a value.",
                        "Give it " + expected(parameter.type()) + "."));
            }
        }
        return new ParameterValues(values, problems);
    }

    static Problem unknown(String key, List<Parameter> parameters, Pointer at) {
        String known = parameters.stream().map(Parameter::key).distinct().collect(Collectors.joining(", "));
        return new Problem(
                ProblemCode.PARAMETER_UNKNOWN,
                at.field(key).text(),
                "The process has no parameter " + Texts.quoted(key) + ".",
                known.isEmpty() ? "Leave it out." : "Use one of: " + known + ".");
    }

    static boolean fits(Parameter.Type type, JsonNode value) {
        return switch (type) {
            case STRING -> value.isString() && isText(value.stringValue());
            case INTEGER -> value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
            case NUMBER -> value.isNumber() && isFinite(value);
            case BOOLEAN -> value.isBoolean();
            case DATE -> value.isString() && isDate(value.stringValue());
        };
    }

    /** Whether it is a number that calculations can hold; JSON has no bound of its own. */
    private static boolean isFinite(JsonNode value) {
        double number = value.isBigInteger()
                ? value.bigIntegerValue().doubleValue()
                : value.isBigDecimal() ? value.decimalValue().doubleValue() : value.doubleValue();
        return Double.isFinite(number);
    }

    static Problem misfit(ProblemCode code, Parameter.Type type, Pointer at) {
        return new Problem(
                code, at.text(), "The value must be " + expected(type) + ".", "Enter " + expected(type) + ".");
    }

    private static boolean isText(String text) {
        return text.length() <= MAX_TEXT && Texts.isStorable(text);
    }

    private static boolean isDate(String text) {
        try {
            return DATE.matcher(text).matches() && LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException notADay) {
            return false;
        }
    }

    private static String expected(Parameter.Type type) {
        return switch (type) {
            case STRING -> "a text of at most " + MAX_TEXT + " characters";
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date such as 2013-01-31";
        };
    }
}
