package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The placeholders of settings: <code>${run.date}</code>, <code>${run.id}</code> and <code>${param.x}</code>. A text that is
 * exactly one placeholder becomes the value itself, with its type; within a longer text the value is written out. Values are
 * never searched for placeholders again, SQL is never touched, and neither is the key of a location
 * or of a process.
 */
public final class Placeholders {

    /** A placeholder and where it stands. */
    public record Found(Placeholder placeholder, Pointer pointer) {}

    /** Settings without placeholders; if there are problems, these placeholders stand as they were. */
    public record Resolution(JsonNode settings, List<Problem> problems) {
        public Resolution {
            problems = List.copyOf(problems);
        }
    }

    private final PlaceholderValues values;
    private final List<Problem> problems = new ArrayList<>();

    private Placeholders(PlaceholderValues values) {
        this.values = values;
    }

    /** The placeholders that {@link #resolve} would replace. */
    public static List<Found> find(ComponentType type, JsonNode settings) {
        List<Found> found = new ArrayList<>();
        SettingsTexts.walk(settings, type.settingsSchema(), Pointer.ROOT, (text, pointer, use) -> {
            if (use == SettingsTexts.Use.VALUE) {
                SettingText.of(text).parts().stream()
                        .filter(part -> part.placeholder() && part.closed())
                        .flatMap(part -> Placeholder.parse(part.text()).stream())
                        .forEach(placeholder -> found.add(new Found(placeholder, pointer)));
            }
        });
        return found;
    }

    /**
     * Replaces the placeholders. What comes out must be checked again by {@link SettingsValidator#checkResolved}: a value may
     * be one that the setting does not take.
     */
    public static Resolution resolve(ComponentType type, JsonNode settings, PlaceholderValues values) {
        Placeholders placeholders = new Placeholders(values);
        JsonNode resolved = placeholders.copy(settings, type.settingsSchema(), Pointer.ROOT);
        return new Resolution(resolved, placeholders.problems);
    }

    private JsonNode copy(JsonNode value, JsonNode schema, Pointer pointer) {
        SchemaMarks.Mark mark = SchemaMarks.of(schema);
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String name = field.getKey();
                boolean untouched = mark.isPlace() && name.equals("location");
                JsonNode content = field.getValue();
                copy.set(
                        name,
                        untouched ? content : copy(content, SchemaMarks.ofField(schema, name), pointer.field(name)));
            }
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                copy.add(copy(value.get(i), schema.path("items"), pointer.item(i)));
            }
            return copy;
        }
        return value.isString() && !mark.isFixed() ? replaced(value, pointer) : value;
    }

    private JsonNode replaced(JsonNode value, Pointer pointer) {
        SettingText text = SettingText.of(value.stringValue());
        if (!text.hasPlaceholder()) {
            return value;
        }
        if (text.isOnePlaceholder()) {
            return valueOf(text.parts().getFirst(), pointer).orElse(value);
        }
        StringBuilder out = new StringBuilder();
        for (SettingText.Part part : text.parts()) {
            if (part.placeholder()) {
                valueOf(part, pointer).map(Placeholders::text).ifPresent(out::append);
            } else {
                out.append(part.text());
            }
        }
        return JsonNodeFactory.instance.stringNode(out.toString());
    }

    private Optional<JsonNode> valueOf(SettingText.Part part, Pointer pointer) {
        Optional<Placeholder> placeholder = part.closed() ? Placeholder.parse(part.text()) : Optional.empty();
        Optional<JsonNode> found = placeholder.flatMap(values::valueOf);
        if (found.isEmpty()) {
            ProblemCode code =
                    placeholder.isEmpty() ? ProblemCode.PLACEHOLDER_UNKNOWN : ProblemCode.PLACEHOLDER_NO_VALUE;
            problems.add(new Problem(
                    code,
                    pointer.text(),
                    "The placeholder " + Texts.quoted("${" + part.text() + "}") + " has no value in this run.",
                    "Give the parameter a value, or a default."));
        }
        return found;
    }

    /** A value, written out. */
    static String text(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
    }
}
