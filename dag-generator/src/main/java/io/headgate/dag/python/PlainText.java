package io.headgate.dag.python;

/** Words of the generator itself, which are not escaped and therefore must need no escaping. */
final class PlainText {

    private PlainText() {}

    static void requireLine(String text) {
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("only one line of printable ASCII is taken here");
        }
    }
}
