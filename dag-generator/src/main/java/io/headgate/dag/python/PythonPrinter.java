package io.headgate.dag.python;

import io.headgate.dag.python.PythonExpression.Call;
import io.headgate.dag.python.PythonExpression.Dict;
import io.headgate.dag.python.PythonExpression.Flag;
import io.headgate.dag.python.PythonExpression.Items;
import io.headgate.dag.python.PythonExpression.Keyword;
import io.headgate.dag.python.PythonExpression.Name;
import io.headgate.dag.python.PythonExpression.None;
import io.headgate.dag.python.PythonExpression.Shift;
import io.headgate.dag.python.PythonExpression.Text;
import io.headgate.dag.python.PythonExpression.Whole;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays statements out: on one line where it fits, else one item a line with trailing commas, as ruff format does. */
final class PythonPrinter {

    private static final int WIDTH = 88;
    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();
    private int depth;

    String source() {
        return out.toString();
    }

    void print(PythonStatement statement) {
        switch (statement) {
            case PythonStatement.Comment comment -> line("# " + comment.text());
            case PythonStatement.Docstring docstring -> docstring(docstring.lines());
            case PythonStatement.FromImport imports -> fromImport(imports);
            case PythonStatement.Assign assign -> {
                indent();
                out.append(assign.name().identifier()).append(" = ");
                expression(assign.value(), 0);
                out.append('\n');
            }
            case PythonStatement.Evaluate evaluate -> {
                indent();
                expression(evaluate.expression(), 0);
                out.append('\n');
            }
            case PythonStatement.With with -> with(with);
            case PythonStatement.Blank ignored -> out.append('\n');
        }
    }

    private void with(PythonStatement.With with) {
        String suffix = " as " + with.name().identifier() + ":";
        indent();
        out.append("with ");
        expression(with.context(), suffix.length());
        out.append(suffix).append('\n');
        depth++;
        with.body().forEach(this::print);
        depth--;
    }

    private void docstring(List<String> lines) {
        if (lines.size() == 1) {
            line("\"\"\"" + lines.getFirst() + "\"\"\"");
            return;
        }
        line("\"\"\"" + lines.getFirst());
        lines.stream().skip(1).forEach(text -> {
            if (text.isEmpty()) {
                out.append('\n');
            } else {
                line(text);
            }
        });
        line("\"\"\"");
    }

    private void fromImport(PythonStatement.FromImport imports) {
        String names = imports.names().stream().map(Name::identifier).collect(Collectors.joining(", "));
        line("from " + imports.module().identifier() + " import " + names);
    }

    /** Prints at the current column; {@code after} columns are still needed behind it on its last line. */
    private void expression(PythonExpression expression, int after) {
        String flat = flat(expression);
        if (column() + flat.length() + after <= WIDTH) {
            out.append(flat);
            return;
        }
        switch (expression) {
            case Text text -> text(text.value(), flat, after);
            case Items items -> block("[", items.items(), item -> expression(item, 1), "]");
            case Dict dict -> block("{", dict.entries(), entry -> entry(entry.getKey(), entry.getValue()), "}");
            case Call call -> call(call);
            case Shift shift -> {
                // ruff format opens the last list first.
                expression(shift.left(), shift.right() instanceof Items ? " >> [".length() : after);
                out.append(" >> ");
                expression(shift.right(), after);
            }
            case Whole whole -> out.append(flat);
            case Flag flag -> out.append(flat);
            case None none -> out.append(flat);
            case Name name -> out.append(flat);
        }
    }

    private void call(Call call) {
        Stream<Argument> positional = call.positional().stream().map(value -> new Argument("", value));
        Stream<Argument> keywords = call.keywords().stream().map(Argument::of);
        out.append(call.callee().identifier());
        block("(", Stream.concat(positional, keywords).toList(), this::argument, ")");
    }

    private void argument(Argument argument) {
        out.append(argument.prefix());
        expression(argument.value(), 1);
    }

    private void entry(String key, PythonExpression value) {
        out.append(PythonText.literal(key)).append(": ");
        expression(value, 1);
    }

    /** A text too wide for its line stands in parentheses, in adjacent pieces. */
    private void text(String value, String flat, int after) {
        depth++;
        List<String> pieces = PythonText.literals(value, WIDTH - depth * INDENT.length());
        depth--;
        if (pieces.size() == 1 && column() + flat.length() + after > WIDTH && flat.length() <= 2) {
            out.append(flat);
            return;
        }
        out.append("(\n");
        depth++;
        pieces.forEach(this::line);
        depth--;
        indent();
        out.append(')');
    }

    private <T> void block(String open, List<T> items, Consumer<T> printer, String close) {
        if (items.isEmpty()) {
            out.append(open).append(close);
            return;
        }
        out.append(open).append('\n');
        depth++;
        for (T item : items) {
            indent();
            printer.accept(item);
            out.append(",\n");
        }
        depth--;
        indent();
        out.append(close);
    }

    private static String flat(PythonExpression expression) {
        return switch (expression) {
            case Text text -> PythonText.literal(text.value());
            case Whole whole -> Long.toString(whole.value());
            case Flag flag -> flag.value() ? "True" : "False";
            case None none -> "None";
            case Name name -> name.identifier();
            case Items items ->
                items.items().stream().map(PythonPrinter::flat).collect(Collectors.joining(", ", "[", "]"));
            case Dict dict ->
                dict.entries().stream()
                        .map(entry -> PythonText.literal(entry.getKey()) + ": " + flat(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Call call ->
                Stream.concat(
                                call.positional().stream().map(PythonPrinter::flat),
                                call.keywords().stream().map(Argument::of).map(PythonPrinter::flat))
                        .collect(Collectors.joining(", ", call.callee().identifier() + "(", ")"));
            case Shift shift -> flat(shift.left()) + " >> " + flat(shift.right());
        };
    }

    private static String flat(Argument argument) {
        return argument.prefix() + flat(argument.value());
    }

    private void line(String text) {
        indent();
        out.append(text).append('\n');
    }

    private void indent() {
        out.append(INDENT.repeat(depth));
    }

    private int column() {
        return out.length() - (out.lastIndexOf("\n") + 1);
    }

    private record Argument(String prefix, PythonExpression value) {
        static Argument of(Keyword keyword) {
            return new Argument(keyword.name().identifier() + "=", keyword.value());
        }
    }
}
