package io.headgate.dag.validation;

import java.util.Optional;

/** What a text may hold. */
final class Texts {

    static final int MAX_NAME = 200;

    private static final int MAX_QUOTED = 60;

    private Texts() {}

    /** Why a name or label will not do. */
    static Optional<String> faultOfName(String name) {
        if (name.isBlank()) {
            return Optional.of("is empty");
        }
        if (name.length() > MAX_NAME) {
            return Optional.of("is longer than " + MAX_NAME + " characters");
        }
        if (hasHalfPair(name)) {
            return Optional.of("holds half a surrogate pair, which is no character");
        }
        return name.codePoints().anyMatch(Texts::isControl)
                ? Optional.of("holds a control character, such as a line break")
                : Optional.empty();
    }

    /** A text of a setting may have lines, but neither database nor file could hold these. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && !hasHalfPair(text);
    }

    static boolean hasControl(String text) {
        return text.codePoints().anyMatch(Texts::isControl);
    }

    /** A text from the author, short and printable, for use in a message. */
    static String quoted(String text) {
        String shown = text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
        StringBuilder clean = new StringBuilder("\"");
        shown.codePoints()
                .map(c -> isControl(c) || (c >= 0xd800 && c <= 0xdfff) ? 0xfffd : c)
                .forEach(clean::appendCodePoint);
        return clean.append('"').toString();
    }

    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean hasHalfPair(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }
}
