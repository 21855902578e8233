package io.headgate.dag.cli;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code render FILE... [-o DIR]}: process files to DAG files, offline. */
public final class Render {

    static final int DONE = 0;
    static final int FAULTY = 1;
    static final int USAGE = 2;

    private static final String HELP = """
            usage: render FILE... [-o DIR]

            Renders process files (.json, .yaml, .yml) into Airflow DAG files, without a server.

              -o DIR   write one file an input into DIR, named after it; without it, write to stdout
              -h       show this

            A faulty input is told with all its problems on stderr; the others are still written.
            Exit status: 0 all rendered, 1 an input was faulty, 2 wrong usage.
            """;

    private record Arguments(List<Path> files, @Nullable Path directory) {}

    private Render() {}

    public static void main(String[] args) {
        // The libraries log by SLF4J; here is no one to log to, and its remark about that is not for the user.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int status = run(args, System.out, System.err);
        System.out.flush();
        System.exit(status);
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (List.of(args).contains("-h") || List.of(args).contains("--help")) {
            out.print(HELP);
            return DONE;
        }
        Arguments arguments;
        try {
            arguments = parse(args);
        } catch (IllegalArgumentException wrong) {
            err.print("render: " + wrong.getMessage() + "\n" + HELP);
            return USAGE;
        }
        Output output = arguments.directory() == null ? Output.to(out) : Output.into(arguments.directory());
        return new Rendering(output, err).render(arguments.files()) ? DONE : FAULTY;
    }

    private static Arguments parse(String[] args) {
        List<Path> files = new ArrayList<>();
        Path directory = null;
        boolean onlyFiles = false;
        for (int i = 0; i < args.length; i++) {
            if (!onlyFiles && args[i].equals("--")) {
                onlyFiles = true;
            } else if (!onlyFiles && args[i].equals("-o")) {
                if (directory != null || i + 1 == args.length || args[i + 1].isEmpty()) {
                    throw new IllegalArgumentException("-o takes one directory, once");
                }
                directory = path(args[++i]);
            } else if (!onlyFiles && args[i].startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            } else {
                files.add(path(args[i]));
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("name at least one process file");
        }
        return new Arguments(files, directory);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("not a path: " + wrong.getReason(), wrong);
        }
    }
}
