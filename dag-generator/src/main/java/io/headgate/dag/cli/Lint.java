package io.headgate.dag.cli;

import io.headgate.dag.cli.ProcessFiles.Fault;
import io.headgate.dag.cli.ProcessFiles.ReadFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code process lint}: every problem of process files, without a server. */
@Command(
        name = "lint",
        description = {
            "Checks process files and tells every problem with its place, without a server.",
            "Locations are the tenant's: whether they exist is only known where the files are imported."
        })
final class Lint implements Callable<Integer> {

    /** What {@code --json} prints. */
    record Report(int files, List<Fault> problems) {}

    private final Streams streams;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Files, or folders with files.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print the problems as JSON.")
    private boolean json;

    Lint(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        ProcessFiles files = new ProcessFiles();
        List<ReadFile> read = files.read(files.in(paths));
        List<Fault> faults =
                read.stream().flatMap(file -> file.faults().stream()).toList();
        if (json) {
            streams.out().println(JsonMapper.shared().writeValueAsString(new Report(read.size(), faults)));
        } else {
            faults.forEach(fault -> streams.err().print(fault.line() + "\n"));
            streams.out()
                    .print(read.size()
                            + (read.size() == 1 ? " file, " : " files, ")
                            + faults.size()
                            + (faults.size() == 1 ? " problem\n" : " problems\n"));
        }
        return faults.isEmpty() ? HeadgateCommand.DONE : HeadgateCommand.FAULTY;
    }
}
