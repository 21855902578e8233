package io.headgate.dag.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program: files of processes on the command line, without a server and with one. */
@Command(
        name = "headgate",
        description = "Process files: checked, compared, rendered, brought into a tenant and out of it.",
        subcommands = {Render.class, ProcessCommand.class},
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0: all is well",
            "1: something is faulty, or differs where it was asked whether it does",
            "2: wrong usage",
            "3: the server refused or could not be reached"
        })
public final class HeadgateCommand {

    static final int DONE = 0;
    static final int FAULTY = 1;
    static final int USAGE = 2;
    static final int SERVER = 3;

    public static void main(String[] args) {
        // The libraries log by SLF4J; here is no one to log to, and its remark about that is not for the user.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int status = run(args, new Streams(System.out, System.err, System.getenv()));
        System.out.flush();
        System.exit(status);
    }

    /** Runs one command; the streams are written in UTF-8 and not closed. */
    static int run(String[] args, Streams streams) {
        CommandLine line = new CommandLine(new HeadgateCommand(), streams);
        line.setOut(writer(streams.out()));
        line.setErr(writer(streams.err()));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ServerProblem problem) {
                streams.err().print(Lines.printable("headgate: " + problem.getMessage()) + "\n");
                return SERVER;
            }
            throw failure;
        });
        return line.execute(args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
