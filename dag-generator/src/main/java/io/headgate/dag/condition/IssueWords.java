package io.headgate.dag.condition;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What CEL's library says, in words for authors. Messages that are not known here are not passed on: they are for programmers. */
final class IssueWords {

    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']+)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern EXPECTED =
            Pattern.compile("expected type '([^']+)' but found '([^']+)'.*", Pattern.DOTALL);
    private static final Map<String, String> SIGNS = Map.of("@in", "in", "_?_:_", "? :", "-_", "-", "!_", "!");
    private static final int NEAR = 20;

    private IssueWords() {}

    static ConditionFault ofSyntax(CelIssue issue, String text) {
        if (issue.getMessage().contains("recursion") || issue.getMessage().contains("exceeds")) {
            return new ConditionFault(
                    0,
                    "it is nested too deeply or has too many parts",
                    "Work out a part of it in a component before this one.");
        }
        int column = issue.getSourceLocation().getColumn() + 1;
        int start =
                text.offsetByCodePoints(0, Math.min(Math.max(column - 1, 0), text.codePointCount(0, text.length())));
        String rest = text.substring(start).strip();
        return new ConditionFault(
                Math.max(column, 1),
                rest.isEmpty()
                        ? "it ends too early"
                        : "it cannot be understood from \"" + rest.substring(0, Math.min(NEAR, rest.length()))
                                + "\" on",
                "Compare with ==, !=, <, <=, >, >=; join by && and ||; put texts into quotes.");
    }

    static ConditionFault ofTypes(CelIssue issue) {
        int column = issue.getSourceLocation().getColumn() + 1;
        Matcher overload = OVERLOAD.matcher(issue.getMessage());
        if (overload.matches()) {
            return new ConditionFault(
                    column,
                    "\"" + sign(overload.group(1)) + "\" does not go with " + kinds(overload.group(2)),
                    "Give both sides the same kind of value: texts in quotes, numbers without; int(), double() and string() turn one into another.");
        }
        Matcher expected = EXPECTED.matcher(issue.getMessage());
        if (expected.matches()) {
            return new ConditionFault(
                    0,
                    "it must come to yes or no, but comes to " + ValueType.wordsOf(expected.group(2)),
                    "Compare it with something, such as > 0.");
        }
        return new ConditionFault(
                column,
                "this does not make sense here",
                "Compare values with ==, !=, <, <=, >, >=, and join comparisons by && and ||.");
    }

    static String ofEvaluation(CelErrorCode code) {
        return switch (code) {
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number in it becomes too large";
            case BAD_FORMAT, INVALID_ARGUMENT -> "a value in it cannot be turned into a number";
            default -> "its values do not go together";
        };
    }

    private static String sign(String function) {
        return SIGNS.getOrDefault(function, function.replace("_", ""));
    }

    private static String kinds(String arguments) {
        String inner =
                arguments.replaceAll("[()]", "").replaceFirst("^\\.", "").replaceFirst("^([a-z]+)\\.\\(?", "$1, ");
        return Arrays.stream(inner.split(",\\s*")).map(ValueType::wordsOf).collect(Collectors.joining(" and "));
    }
}
