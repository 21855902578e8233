package io.headgate.dag.definition;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields of one object of a document. What is missing or of the wrong type becomes a problem, and a stand-in is returned so
 * that reading goes on to the next problem.
 */
final class Fields {

    /** Whole numbers only, and bounded, so that every duration written is read back. */
    private static final Pattern DURATION =
            Pattern.compile("P(?=.)([0-9]{1,9}D)?(T(?=.)([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?");

    private static final Duration LONGEST = Duration.ofDays(366);

    private final JsonNode object;
    private final Pointer pointer;
    private final List<Problem> problems;

    Fields(JsonNode object, Pointer pointer, Set<String> known, List<Problem> problems) {
        this.object = object;
        this.pointer = pointer;
        this.problems = problems;
        if (!object.isObject()) {
            wrongType(pointer, "an object");
            return;
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                problems.add(new Problem(
                        ProblemCode.FIELD_UNKNOWN,
                        pointer.field(name).text(),
                        "The field is not known here.",
                        "Remove it. Known here: "
                                + String.join(", ", known.stream().sorted().toList()) + "."));
            }
        }
    }

    String text(String name) {
        JsonNode value = required(name);
        return value == null ? "" : text(value, pointer.field(name));
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = object.get(name);
        return value == null ? null : text(value, pointer.field(name));
    }

    int whole(String name) {
        JsonNode value = required(name);
        return value == null ? 0 : whole(value, pointer.field(name));
    }

    @Nullable
    Integer optionalWhole(String name) {
        JsonNode value = object.get(name);
        return value == null ? null : Integer.valueOf(whole(value, pointer.field(name)));
    }

    boolean flag(String name) {
        JsonNode value = object.get(name);
        if (value != null && !value.isBoolean()) {
            wrongType(pointer.field(name), "true or false");
        }
        return value != null && value.isBoolean() && value.booleanValue();
    }

    Duration duration(String name) {
        JsonNode value = required(name);
        return value == null ? Duration.ZERO : duration(value, pointer.field(name));
    }

    @Nullable
    Duration optionalDuration(String name) {
        JsonNode value = object.get(name);
        return value == null ? null : duration(value, pointer.field(name));
    }

    /** A required object whose content is not judged here. */
    JsonNode content(String name) {
        JsonNode value = required(name);
        return value == null ? JsonNodeFactory.instance.objectNode() : content(value, pointer.field(name));
    }

    JsonNode optionalContent(String name) {
        JsonNode value = object.get(name);
        return value == null ? JsonNodeFactory.instance.objectNode() : content(value, pointer.field(name));
    }

    @Nullable
    JsonNode optional(String name) {
        return object.get(name);
    }

    <T> List<T> list(String name, BiFunction<JsonNode, Pointer, T> reader) {
        JsonNode value = required(name);
        return value == null ? List.of() : list(value, pointer.field(name), reader);
    }

    <T> List<T> optionalList(String name, BiFunction<JsonNode, Pointer, T> reader) {
        JsonNode value = object.get(name);
        return value == null ? List.of() : list(value, pointer.field(name), reader);
    }

    private <T> List<T> list(JsonNode value, Pointer place, BiFunction<JsonNode, Pointer, T> reader) {
        if (!value.isArray()) {
            wrongType(place, "a list");
            return List.of();
        }
        return IntStream.range(0, value.size())
                .mapToObj(i -> reader.apply(value.get(i), place.item(i)))
                .toList();
    }

    private @Nullable JsonNode required(String name) {
        JsonNode value = object.get(name);
        if (value == null && object.isObject()) {
            problems.add(new Problem(
                    ProblemCode.FIELD_MISSING,
                    pointer.field(name).text(),
                    "The field \"" + name + "\" is missing.",
                    "Add it."));
        }
        return value;
    }

    private String text(JsonNode value, Pointer place) {
        if (!value.isString()) {
            wrongType(place, "a text");
            return "";
        }
        return value.stringValue();
    }

    private int whole(JsonNode value, Pointer place) {
        if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToInt()) {
            wrongType(place, "a whole number");
            return 0;
        }
        return value.decimalValue().intValueExact();
    }

    private Duration duration(JsonNode value, Pointer place) {
        if (value.isString() && DURATION.matcher(value.stringValue()).matches()) {
            Duration duration = Duration.parse(value.stringValue());
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
            problems.add(new Problem(
                    ProblemCode.FIELD_VALUE, place.text(), "This is longer than 366 days.", "Use a shorter duration."));
            return Duration.ZERO;
        }
        wrongType(place, "a duration such as PT5M (five minutes) or P1D (one day)");
        return Duration.ZERO;
    }

    private JsonNode content(JsonNode value, Pointer place) {
        if (!value.isObject()) {
            wrongType(place, "an object");
            return JsonNodeFactory.instance.objectNode();
        }
        return value;
    }

    private void wrongType(Pointer place, String expected) {
        problems.add(new Problem(
                ProblemCode.FIELD_TYPE,
                place.text(),
                "This must be " + expected + ".",
                "Write " + expected + " here."));
    }
}
