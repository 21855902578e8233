package io.headgate.dag.python;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** An expression. Text becomes code only as a {@link Text}, which is always a literal, or as a {@link Name}, which is checked. */
public sealed interface PythonExpression {

    /** A string literal of any text whatever. */
    record Text(String value) implements PythonExpression {}

    /** An integer literal. */
    record Whole(long value) implements PythonExpression {}

    /** {@code True} or {@code False}. */
    record Flag(boolean value) implements PythonExpression {}

    /** {@code None}. */
    record None() implements PythonExpression {}

    /** {@code [a, b]}. */
    record Items(List<? extends PythonExpression> items) implements PythonExpression {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** {@code {"key": value}}. */
    record Dict(List<Map.Entry<String, PythonExpression>> entries) implements PythonExpression {
        public Dict {
            entries = List.copyOf(entries);
        }
    }

    /** An identifier; anything else is refused. */
    record Name(String identifier) implements PythonExpression {

        private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

        private static final Set<String> KEYWORDS = Set.of(
                "False",
                "None",
                "True",
                "and",
                "as",
                "assert",
                "async",
                "await",
                "break",
                "class",
                "continue",
                "def",
                "del",
                "elif",
                "else",
                "except",
                "finally",
                "for",
                "from",
                "global",
                "if",
                "import",
                "in",
                "is",
                "lambda",
                "nonlocal",
                "not",
                "or",
                "pass",
                "raise",
                "return",
                "try",
                "while",
                "with",
                "yield");

        public Name {
            if (!IDENTIFIER.matcher(identifier).matches() || KEYWORDS.contains(identifier)) {
                throw new IllegalArgumentException("not a Python identifier");
            }
        }
    }

    /** An argument given by name. */
    record Keyword(Name name, PythonExpression value) {
        public Keyword(String name, PythonExpression value) {
            this(new Name(name), value);
        }
    }

    /** {@code callee(positional, name=value)}. */
    record Call(Name callee, List<PythonExpression> positional, List<Keyword> keywords) implements PythonExpression {
        public Call {
            positional = List.copyOf(positional);
            keywords = List.copyOf(keywords);
        }

        public Call(String callee, List<PythonExpression> positional, List<Keyword> keywords) {
            this(new Name(callee), positional, keywords);
        }
    }

    /** {@code left >> right}; each side is a name or a list, so no parentheses are ever needed. */
    record Shift(PythonExpression left, PythonExpression right) implements PythonExpression {
        public Shift {
            if (!isSimple(left) || !isSimple(right)) {
                throw new IllegalArgumentException("each side of >> must be a name or a list");
            }
        }

        private static boolean isSimple(PythonExpression side) {
            return side instanceof Name || side instanceof Items;
        }
    }
}
