package io.headgate.dag.validation;

import io.headgate.dag.definition.Pointer;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Every text of settings, with what it is for. */
final class SettingsTexts {

    /** Only a value may hold placeholders. */
    enum Use {
        VALUE,
        SQL,
        LOCATION,
        PROCESS
    }

    /** Called for every text. */
    interface Visitor {
        void visit(String text, Pointer pointer, Use use);
    }

    private SettingsTexts() {}

    static void walk(JsonNode settings, JsonNode schema, Pointer root, Visitor visitor) {
        Set<Pointer> locations = new HashSet<>();
        SchemaMarks.walk(settings, schema, root, (value, pointer, mark) -> {
            if (value.isObject() && mark.isPlace()) {
                locations.add(pointer.field("location"));
            }
            if (value.isString()) {
                visitor.visit(value.stringValue(), pointer, locations.contains(pointer) ? Use.LOCATION : use(mark));
            }
        });
    }

    private static Use use(SchemaMarks.Mark mark) {
        if (mark.isSql()) {
            return Use.SQL;
        }
        return mark.isFixed() ? Use.PROCESS : Use.VALUE;
    }
}
