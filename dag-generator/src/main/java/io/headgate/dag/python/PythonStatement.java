package io.headgate.dag.python;

import io.headgate.dag.python.PythonExpression.Call;
import io.headgate.dag.python.PythonExpression.Name;
import java.util.List;

/** A statement of a module. */
public sealed interface PythonStatement {

    /** A comment line. It is for the generator's own words: only printable ASCII is taken. */
    record Comment(String text) implements PythonStatement {
        public Comment {
            PlainText.requireLine(text);
        }
    }

    /** The module's docstring, line by line; for the generator's own words, too. */
    record Docstring(List<String> lines) implements PythonStatement {
        public Docstring {
            lines = List.copyOf(lines);
            lines.forEach(PlainText::requireLine);
            if (lines.isEmpty() || lines.stream().anyMatch(line -> line.contains("\"") || line.contains("\\"))) {
                throw new IllegalArgumentException("a docstring has lines, without quotes and backslashes");
            }
        }
    }

    /** {@code from module import a, b}. */
    record FromImport(Name module, List<Name> names) implements PythonStatement {
        public FromImport {
            names = List.copyOf(names);
        }
    }

    /** {@code name = value}. */
    record Assign(Name name, PythonExpression value) implements PythonStatement {}

    /** An expression for its effect. */
    record Evaluate(PythonExpression expression) implements PythonStatement {}

    /** {@code with context as name:} and its body. */
    record With(Call context, Name name, List<PythonStatement> body) implements PythonStatement {
        public With {
            body = List.copyOf(body);
            if (body.isEmpty()) {
                throw new IllegalArgumentException("a with statement has a body");
            }
        }
    }

    /** An empty line. */
    record Blank() implements PythonStatement {}
}
