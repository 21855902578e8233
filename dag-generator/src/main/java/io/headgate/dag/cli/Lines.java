package io.headgate.dag.cli;

/** Texts on a terminal. */
final class Lines {

    private Lines() {}

    /** One line: a name or a message may hold whatever a file holds. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
