package io.headgate.dag.definition;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a YAML 1.2 text (core schema) event by event. Tags and aliases are refused: the first name types of a program, the
 * second make a small text large.
 */
final class YamlDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,40}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,40}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

    private final Iterator<Event> events;
    private final List<Problem> problems;

    private YamlDocument(Iterator<Event> events, List<Problem> problems) {
        this.events = events;
        this.problems = problems;
    }

    /** The tree; problems that do not end the reading are added to the list. */
    static JsonNode parse(String text, List<Problem> problems) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(DocumentLimits.MAX_BYTES)
                .setParseComments(false)
                // Whole at once: snakeyaml-engine 3.0.1 fails when a character of two chars lies across the end of its
                // buffer.
                .setBufferSize(text.length() + 1)
                .build();
        try {
            YamlDocument document =
                    new YamlDocument(new Parse(settings).parseString(text).iterator(), problems);
            return document.only();
        } catch (DocumentProblem told) {
            throw told;
        } catch (MarkedYamlEngineException failure) {
            String place = failure.getProblemMark()
                    .map(mark -> "Line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                    .orElse("");
            throw malformed(place + failure.getProblem());
        } catch (RuntimeException failure) {
            // The library documents no closed set of exceptions for bad text (a bad escape is an
            // IllegalArgumentException).
            throw malformed("This is not YAML: " + failure.getMessage());
        }
    }

    private JsonNode only() {
        events.next();
        if (events.next().getEventId() != Event.ID.DocumentStart) {
            throw count("The document is empty.");
        }
        JsonNode tree = value(events.next(), Pointer.ROOT, 0);
        events.next();
        if (events.next().getEventId() != Event.ID.StreamEnd) {
            throw count("There is more than one YAML document.");
        }
        return tree;
    }

    private JsonNode value(Event event, Pointer pointer, int depth) {
        if (event instanceof AliasEvent) {
            throw new DocumentProblem(
                    ProblemCode.DOCUMENT_ALIAS,
                    pointer,
                    "YAML aliases (*name) are not read.",
                    "Write the value out where the alias stands.");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), pointer);
            return scalar.isPlain() ? plain(scalar.getValue(), pointer) : NODES.stringNode(scalar.getValue());
        }
        if (event instanceof CollectionStartEvent collection) {
            refuseTag(collection.getTag(), pointer);
            return event.getEventId() == Event.ID.MappingStart ? object(pointer, depth + 1) : array(pointer, depth + 1);
        }
        throw malformed("A value is missing.");
    }

    private ObjectNode object(Pointer pointer, int depth) {
        DocumentLimits.checkDepth(depth, pointer);
        ObjectNode object = NODES.objectNode();
        for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
            String name = name(key, pointer);
            Pointer place = pointer.field(name);
            JsonNode value = value(events.next(), place, depth);
            if (object.has(name)) {
                problems.add(JsonDocument.duplicate(place));
            }
            object.set(name, value);
        }
        return object;
    }

    private String name(Event key, Pointer pointer) {
        if (key instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), pointer);
            return scalar.getValue();
        }
        if (key instanceof AliasEvent) {
            value(key, pointer, 0);
        }
        throw new DocumentProblem(
                ProblemCode.FIELD_DUPLICATE,
                pointer,
                "A field's name must be a plain text.",
                "Use a text as the name.");
    }

    private ArrayNode array(Pointer pointer, int depth) {
        DocumentLimits.checkDepth(depth, pointer);
        ArrayNode array = NODES.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            array.add(value(event, pointer.item(array.size()), depth));
        }
        return array;
    }

    private JsonNode plain(String text, Pointer pointer) {
        if (NULL.matcher(text).matches()) {
            return NODES.nullNode();
        }
        if (TRUE.matcher(text).matches()) {
            return NODES.booleanNode(true);
        }
        if (FALSE.matcher(text).matches()) {
            return NODES.booleanNode(false);
        }
        if (OCTAL.matcher(text).matches()) {
            return number(new BigInteger(text.substring(2), 8).toString(), pointer);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return number(new BigInteger(text.substring(2), 16).toString(), pointer);
        }
        if (DECIMAL.matcher(text).matches()) {
            return number(text, pointer);
        }
        if (NOT_FINITE.matcher(text).matches()) {
            problems.add(DocumentLimits.untame(pointer));
        }
        return NODES.stringNode(text);
    }

    private JsonNode number(String text, Pointer pointer) {
        return NumberText.node(text).orElseGet(() -> {
            problems.add(DocumentLimits.untame(pointer));
            return NODES.numberNode(0);
        });
    }

    private static void refuseTag(Optional<String> tag, Pointer pointer) {
        if (tag.isPresent()) {
            throw new DocumentProblem(
                    ProblemCode.DOCUMENT_TAG,
                    pointer,
                    "YAML tags (" + tag.get() + ") are not read.",
                    "Leave the tag out; quote the value if it is a text.");
        }
    }

    private static DocumentProblem count(String message) {
        return new DocumentProblem(
                ProblemCode.DOCUMENT_COUNT, Pointer.ROOT, message, "Put exactly one process into the file.");
    }

    private static DocumentProblem malformed(String message) {
        return new DocumentProblem(
                ProblemCode.DOCUMENT_SYNTAX, Pointer.ROOT, message, "Correct the YAML at this place.");
    }
}
