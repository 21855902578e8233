package io.headgate.dag.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** String literals in plain ASCII: the source stays readable whatever the text holds, and means exactly that text. */
final class PythonText {

    private PythonText() {}

    static String literal(String text) {
        char quote = quote(text);
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            out.append(escaped(text.codePointAt(i), quote));
        }
        return out.append(quote).toString();
    }

    /** The same text as adjacent literals, none wider than the given width unless one character is. */
    static List<String> literals(String text, int width) {
        char quote = quote(text);
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            String next = escaped(text.codePointAt(i), quote);
            if (!part.isEmpty() && part.length() + next.length() + 2 > width) {
                parts.add(quote + part.toString() + quote);
                part.setLength(0);
            }
            part.append(next);
        }
        parts.add(quote + part.toString() + quote);
        return parts;
    }

    /** Double quotes, unless single ones need fewer escapes, as Python's formatters have it. */
    private static char quote(String text) {
        long doubles = text.chars().filter(c -> c == '"').count();
        long singles = text.chars().filter(c -> c == '\'').count();
        return doubles > singles ? '\'' : '"';
    }

    private static String escaped(int codePoint, char quote) {
        if (codePoint == quote || codePoint == '\\') {
            return "\\" + (char) codePoint;
        }
        if (codePoint >= ' ' && codePoint <= '~') {
            return String.valueOf((char) codePoint);
        }
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> numbered(codePoint);
        };
    }

    private static String numbered(int codePoint) {
        if (codePoint <= 0xff) {
            return String.format(Locale.ROOT, "\\x%02x", codePoint);
        }
        return codePoint <= 0xffff
                ? String.format(Locale.ROOT, "\\u%04x", codePoint)
                : String.format(Locale.ROOT, "\\U%08x", codePoint);
    }
}
