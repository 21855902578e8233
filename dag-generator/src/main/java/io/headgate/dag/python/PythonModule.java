package io.headgate.dag.python;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Python source file. Equal modules have equal bytes: plain ASCII, LF, one final newline, wrapped at 88 columns. */
public record PythonModule(List<PythonStatement> statements) {

    public PythonModule {
        statements = List.copyOf(statements);
    }

    public String source() {
        PythonPrinter printer = new PythonPrinter();
        statements.forEach(printer::print);
        return printer.source();
    }

    public byte[] bytes() {
        return source().getBytes(StandardCharsets.US_ASCII);
    }
}
