package io.headgate.dag.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a JSON text token by token, so that every duplicate field has its place and nothing is nested too deep. */
final class JsonDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DocumentLimits.MAX_DEPTH * 2)
                            .maxStringLength(DocumentLimits.MAX_BYTES)
                            .maxNameLength(DocumentLimits.MAX_BYTES)
                            .maxNumberLength(DocumentLimits.MAX_BYTES)
                            .build())
                    .build())
            .build();

    private final JsonParser parser;
    private final List<Problem> problems;

    private JsonDocument(JsonParser parser, List<Problem> problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** The tree; problems that do not end the reading are added to the list. */
    static JsonNode parse(String text, List<Problem> problems) {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonDocument document = new JsonDocument(parser, problems);
            JsonNode tree = document.value(parser.nextToken(), Pointer.ROOT, 0);
            if (parser.nextToken() != null) {
                throw malformed("There is more text after the end of the document.", parser.currentLocation());
            }
            return tree;
        } catch (JacksonException failure) {
            throw malformed(failure.getOriginalMessage(), failure.getLocation());
        }
    }

    private JsonNode value(@Nullable JsonToken token, Pointer pointer, int depth) {
        if (token == null) {
            throw malformed("The document ends too early.", parser.currentLocation());
        }
        return switch (token) {
            case START_OBJECT -> object(pointer, depth + 1);
            case START_ARRAY -> array(pointer, depth + 1);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(pointer);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case NOT_AVAILABLE, PROPERTY_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT ->
                throw malformed("A value is missing.", parser.currentLocation());
        };
    }

    private ObjectNode object(Pointer pointer, int depth) {
        DocumentLimits.checkDepth(depth, pointer);
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Pointer place = pointer.field(name);
            JsonNode value = value(parser.nextToken(), place, depth);
            if (object.has(name)) {
                problems.add(duplicate(place));
            }
            object.set(name, value);
        }
        return object;
    }

    private ArrayNode array(Pointer pointer, int depth) {
        DocumentLimits.checkDepth(depth, pointer);
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, pointer.item(array.size()), depth));
        }
        return array;
    }

    private JsonNode number(Pointer pointer) {
        return NumberText.node(parser.getString()).orElseGet(() -> {
            problems.add(DocumentLimits.untame(pointer));
            return NODES.numberNode(0);
        });
    }

    static Problem duplicate(Pointer place) {
        return new Problem(
                ProblemCode.FIELD_DUPLICATE,
                place.text(),
                "This field is there twice in the same object.",
                "Keep one of them.");
    }

    private static DocumentProblem malformed(@Nullable String cause, @Nullable TokenStreamLocation at) {
        String place = at == null ? "" : "Line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        return new DocumentProblem(
                ProblemCode.DOCUMENT_SYNTAX,
                Pointer.ROOT,
                place + (cause == null ? "This is not JSON." : cause),
                "Correct the JSON at this place.");
    }
}
