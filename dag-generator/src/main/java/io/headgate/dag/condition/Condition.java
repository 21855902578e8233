package io.headgate.dag.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A condition that makes sense: it can be asked whether it holds, as often as one likes. */
public final class Condition {

    /** What came of reading a text. */
    public sealed interface Reading {

        /** It makes sense. */
        record Sound(Condition condition) implements Reading {}

        /** There is at least one thing wrong with it. */
        record Faulty(List<ConditionFault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    private final Set<String> names;
    private final CelRuntime.Program program;

    private Condition(Set<String> names, CelRuntime.Program program) {
        this.names = Set.copyOf(names);
        this.program = program;
    }

    /** Reads a condition over these names. */
    public static Reading read(String text, ConditionNames names) {
        List<ConditionFault> shape = faultsOfShape(text);
        if (!shape.isEmpty()) {
            return new Reading.Faulty(shape);
        }
        try {
            CelValidationResult parsed = Cel.PARSER.parse(text);
            if (parsed.hasError()) {
                return new Reading.Faulty(
                        List.of(IssueWords.ofSyntax(parsed.getErrors().getFirst(), text)));
            }
            Expression expression = new Expression(parsed.getAst(), names);
            if (!expression.faults().isEmpty()) {
                return new Reading.Faulty(expression.faults());
            }
            CelValidationResult checked = Cel.compiler(expression.used()).compile(text);
            if (checked.hasError()) {
                List<CelIssue> issues = checked.getErrors();
                return new Reading.Faulty(
                        issues.stream().map(IssueWords::ofTypes).toList());
            }
            CelAbstractSyntaxTree tree = checked.getAst();
            return new Reading.Sound(new Condition(expression.used().keySet(), Cel.RUNTIME.createProgram(tree)));
        } catch (CelValidationException | CelEvaluationException unexpected) {
            throw new IllegalStateException("a condition without faults could not be taken up", unexpected);
        }
    }

    /** The names that it uses. */
    public Set<String> names() {
        return names;
    }

    /** Whether it holds for these values; a name without one is missing from the map. */
    public Verdict evaluate(Map<String, Object> values) {
        Map<String, Object> seen = new LinkedHashMap<>();
        new TreeSet<>(names).stream().filter(values::containsKey).forEach(name -> seen.put(name, values.get(name)));
        try {
            return program.eval(seen) instanceof Boolean holds
                    ? new Verdict.Decided(holds, seen)
                    : undecidable(CelErrorCode.ATTRIBUTE_NOT_FOUND, seen);
        } catch (CelEvaluationException e) {
            return undecidable(e.getErrorCode(), seen);
        }
    }

    private Verdict undecidable(CelErrorCode code, Map<String, Object> seen) {
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(seen.keySet());
        if (!missing.isEmpty()) {
            return new Verdict.Undecidable(
                    "it asks for " + String.join(", ", missing) + ", which " + (missing.size() == 1 ? "has" : "have")
                            + " no value in this run",
                    "Give the parameter a value or a default; before asking for rows of a component that may be skipped, ask whether it ran: result.x.ran && result.x.rowsOut > 0.",
                    seen);
        }
        return new Verdict.Undecidable(
                IssueWords.ofEvaluation(code), "Correct the condition, publish, and run again.", seen);
    }

    private static List<ConditionFault> faultsOfShape(String text) {
        if (text.isBlank()) {
            return List.of(new ConditionFault(0, "it is empty", "Write what must hold, or remove the condition."));
        }
        if (text.length() > Cel.MAX_LENGTH) {
            return List.of(new ConditionFault(
                    0,
                    "it is longer than " + Cel.MAX_LENGTH + " characters",
                    "Work out a part of it in a component before this one."));
        }
        int control = (int) text.codePoints()
                .takeWhile(point -> !Character.isISOControl(point) && (point < 0xd800 || point > 0xdfff))
                .count();
        return control < text.codePointCount(0, text.length())
                ? List.of(new ConditionFault(
                        control + 1, "there is a character that cannot be read", "Write the condition in one line."))
                : List.of();
    }
}
