package io.headgate.dag.definition;

import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * JSON in one form only: fields sorted by UTF-16 code units, two spaces, LF, a final newline. Half surrogate pairs are escaped,
 * for UTF-8 cannot hold them and a definition must survive being written.
 */
final class CanonicalJson {

    private final StringBuilder out = new StringBuilder();

    static String write(JsonNode tree) {
        CanonicalJson json = new CanonicalJson();
        json.value(tree, "\n");
        return json.out.append('\n').toString();
    }

    private void value(JsonNode node, String newline) {
        if (node.isObject()) {
            List<String> names = node.propertyNames().stream().sorted().toList();
            container('{', '}', names, newline, (name, inner) -> {
                text(name);
                out.append(": ");
                value(node.get(name), inner);
            });
        } else if (node.isArray()) {
            container('[', ']', List.copyOf(node.values()), newline, this::value);
        } else if (node.isString()) {
            text(node.stringValue());
        } else if (node.isNumber()) {
            out.append(
                    node.isIntegralNumber()
                            ? node.bigIntegerValue().toString()
                            : node.decimalValue().toString());
        } else if (node.isBoolean()) {
            out.append(node.booleanValue());
        } else {
            out.append("null");
        }
    }

    private <T> void container(char open, char close, List<T> items, String newline, BiConsumer<T, String> writer) {
        out.append(open);
        String inner = newline + "  ";
        for (Iterator<T> rest = items.iterator(); rest.hasNext(); ) {
            out.append(inner);
            writer.accept(rest.next(), inner);
            if (rest.hasNext()) {
                out.append(',');
            }
        }
        if (!items.isEmpty()) {
            out.append(newline);
        }
        out.append(close);
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else {
                character(c);
            }
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // U+2028 and U+2029 end a line for some readers of JavaScript and logs.
                if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
