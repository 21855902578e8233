package io.headgate.dag.validation;

import io.headgate.dag.definition.Pointer;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Walks settings beside their schema, so that each value is seen with the {@code x-headgate} mark of its schema. */
final class SchemaMarks {

    /** Called for every value, containers before their content. */
    interface Visitor {
        void visit(JsonNode value, Pointer pointer, Mark mark);
    }

    /** The mark of a schema, or none. */
    record Mark(JsonNode node) {

        boolean isSql() {
            return node.path("sql").booleanValue(false);
        }

        /** The key of a process that is run. */
        boolean isProcess() {
            return node.path("process").booleanValue(false);
        }

        /** The values that are passed to it. */
        boolean isProcessParameters() {
            return node.path("processParameters").booleanValue(false);
        }

        /** The key of a component of it. */
        boolean isProcessComponent() {
            return node.path("processComponent").booleanValue(false);
        }

        /** A text that means what it says, whatever stands in it. */
        boolean isFixed() {
            return isSql() || isProcess() || isProcessComponent();
        }

        boolean isPlace() {
            return node.has("location");
        }

        String access() {
            return node.path("location").stringValue("");
        }
    }

    private SchemaMarks() {}

    static Mark of(JsonNode schema) {
        return new Mark(schema.path("x-headgate"));
    }

    static void walk(JsonNode value, JsonNode schema, Pointer pointer, Visitor visitor) {
        visitor.visit(value, pointer, of(schema));
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                walk(field.getValue(), ofField(schema, field.getKey()), pointer.field(field.getKey()), visitor);
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                walk(value.get(i), schema.path("items"), pointer.item(i), visitor);
            }
        }
    }

    /** The schema of an object's field: named, or the one for all other fields. */
    static JsonNode ofField(JsonNode schema, String name) {
        JsonNode named = schema.path("properties").path(name);
        return named instanceof MissingNode ? schema.path("additionalProperties") : named;
    }
}
