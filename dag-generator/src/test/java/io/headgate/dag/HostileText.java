package io.headgate.dag;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that try to be something else than text. */
public final class HostileText {

    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "\\",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\0",
            "\b",
            "\u001b",
            "\"\"\"",
            "'''",
            "\\\"",
            "\\N{BULLET}",
            "\\x",
            "\\u",
            "{{ conn.x.password }}",
            "{% raw %}",
            "{#",
            "${run.date}",
            "%s",
            "{0}",
            "#",
            "# -*- coding: utf-7 -*-",
            ".md",
            "$(id)",
            "`id`",
            "; import os",
            "\")\nimport os\n(\"",
            "\u0085",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\ud800",
            "\udfff",
            "\ud83d\udeeb",
            "\u202e",
            "é",
            "́",
            "",
            " ",
            "a",
            "DAG");

    private HostileText() {}

    /** Pieces that mean something to a parser, between characters of any kind, halves of pairs included. */
    public static Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(20);
        return Arbitraries.oneOf(pieces, pieces, any).list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    /** 100 KB of a piece. */
    public static List<String> huge() {
        return PIECES.stream()
                .filter(piece -> !piece.isEmpty())
                .map(piece -> piece.repeat(100_000 / piece.length() + 1))
                .toList();
    }
}
