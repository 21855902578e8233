package io.headgate.api.arrival;

/** A name that somebody else chose, in a form that does no harm where it is shown or logged. */
final class ShownName {

    /** What the database takes of it. */
    private static final int MOST = 300;

    private ShownName() {}

    /**
     * The name with everything escaped that is not seen or changes how the rest is seen (controls, marks of direction, halves
     * of characters), and cut off where it is long.
     */
    static String of(String name) {
        StringBuilder shown = new StringBuilder();
        int taken = 0;
        while (taken < name.length() && shown.length() < MOST) {
            int character = name.codePointAt(taken);
            taken += Character.charCount(character);
            if (isPlain(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("\\u{%04X}", character));
            }
        }
        return taken < name.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Whether it holds nothing that would have to be escaped. */
    static boolean isPlain(String name) {
        return name.codePoints().allMatch(ShownName::isPlain);
    }
}
