package io.headgate.dag.validation;

import com.networknt.schema.Error;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Turns what a schema validator finds into words for the author of a process, with the titles of the form. */
final class SettingsMessages {

    private static final String EXAMPLE = "Correct it; the example of the component type shows how.";

    private final JsonNode rootSchema;
    private final Pointer settings;

    SettingsMessages(JsonNode rootSchema, Pointer settings) {
        this.rootSchema = rootSchema;
        this.settings = settings;
    }

    Problem problem(Error error) {
        return own(error)
                .map(message -> told(instance(error), message, EXAMPLE))
                .orElseGet(() -> byKeyword(error));
    }

    private Problem byKeyword(Error error) {
        Pointer place = place(error);
        JsonNode rule = error.getSchemaNode() == null ? rootSchema.path("none") : error.getSchemaNode();
        String title = title(error);
        return switch (String.valueOf(error.getKeyword())) {
            case "required" -> told(place, title + " is missing.", "Fill it in.");
            case "additionalProperties", "unevaluatedProperties" ->
                told(place, "There is no setting of this name.", "Remove it, or correct its name.");
            case "type" -> told(place, title + " must be " + types(rule) + ".", "Enter " + types(rule) + ".");
            case "enum" -> told(place, title + " must be one of: " + values(rule) + ".", "Choose one of them.");
            case "const" -> told(place, title + " must be " + text(rule) + ".", "Enter " + text(rule) + ".");
            case "minimum" ->
                told(place, title + " is less than " + text(rule) + ".", "Enter at least " + text(rule) + ".");
            case "maximum" ->
                told(place, title + " is more than " + text(rule) + ".", "Enter at most " + text(rule) + ".");
            case "minLength" ->
                told(place, title + " is too short.", "Enter at least " + count(rule, "character") + ".");
            case "maxLength" -> told(place, title + " is too long.", "Enter at most " + count(rule, "character") + ".");
            case "minItems" ->
                told(place, title + " has too few entries.", "Add at least " + count(rule, "entry") + ".");
            case "maxItems", "maxProperties" ->
                told(place, title + " has too many entries.", "Keep at most " + count(rule, "entry") + ".");
            case "uniqueItems" -> told(place, title + " holds the same entry twice.", "Keep one of them.");
            default -> told(place, title + " does not have the right form.", EXAMPLE);
        };
    }

    /** A rule that only fails because a rule inside or beside it is told already. */
    static boolean isEcho(Error error) {
        String keyword = String.valueOf(error.getKeyword());
        return keyword.equals("if") || keyword.equals("then") || keyword.equals("else") || keyword.equals("allOf");
    }

    /** The place of the fault; a missing or superfluous field is a place of its own. */
    private Pointer place(Error error) {
        Pointer place = instance(error);
        String property = error.getProperty();
        boolean names = "required".equals(error.getKeyword()) || "additionalProperties".equals(error.getKeyword());
        return names && property != null ? place.field(property) : place;
    }

    private Pointer instance(Error error) {
        Pointer place = settings;
        var path = error.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            place = place.field(String.valueOf(path.getElement(i)));
        }
        return place;
    }

    /** The title of the innermost field, as the form shows it. */
    private String title(Error error) {
        JsonNode schema = rootSchema;
        String last = "";
        var path = error.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            schema = step instanceof Integer ? schema.path("items") : SchemaMarks.ofField(schema, String.valueOf(step));
            last = String.valueOf(step);
        }
        String property = error.getProperty();
        if ("required".equals(error.getKeyword()) && property != null) {
            schema = SchemaMarks.ofField(schema, property);
            last = property;
        }
        return Texts.quoted(schema.path("title").stringValue(last));
    }

    /** A schema may say in its own words what it wants, where its keywords would say it badly. */
    private Optional<String> own(Error error) {
        JsonNode schema = rootSchema;
        Optional<String> message = Optional.empty();
        var path = error.getEvaluationPath();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            schema = step instanceof Integer index ? schema.path(index) : schema.path(String.valueOf(step));
            JsonNode here = schema.path("x-headgate").path("message");
            message = here.isString() ? Optional.of(here.stringValue()) : message;
        }
        return message;
    }

    private Problem told(Pointer place, String message, String remedy) {
        return new Problem(ProblemCode.SETTINGS_INVALID, place.text(), message, remedy);
    }

    private static String types(JsonNode rule) {
        return rule.isArray()
                ? StreamSupport.stream(rule.spliterator(), false)
                        .map(SettingsMessages::type)
                        .collect(Collectors.joining(" or "))
                : type(rule);
    }

    private static String type(JsonNode name) {
        return switch (name.stringValue("")) {
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "yes or no (true or false)";
            case "array" -> "a list";
            case "object" -> "a group of settings";
            case "null" -> "empty";
            default -> "of another kind";
        };
    }

    private static String values(JsonNode rule) {
        return StreamSupport.stream(rule.spliterator(), false)
                .map(SettingsMessages::text)
                .collect(Collectors.joining(", "));
    }

    private static String count(JsonNode rule, String thing) {
        String number = text(rule);
        String things = thing.equals("entry") ? "entries" : thing + "s";
        return number + " " + (number.equals("1") ? thing : things);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
