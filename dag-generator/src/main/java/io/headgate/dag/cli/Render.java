package io.headgate.dag.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code render}: process files to DAG files, offline. */
@Command(
        name = "render",
        description = {
            "Renders process files (.json, .yaml, .yml) into Airflow DAG files, without a server.",
            "A faulty input is told with all its problems on stderr; the others are still written."
        })
final class Render implements Callable<Integer> {

    private final Streams streams;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Process files.")
    private List<Path> files = List.of();

    @Option(
            names = "-o",
            paramLabel = "DIR",
            description = "Write one file an input into DIR, named after it; without it, write to stdout.")
    private @Nullable Path directory;

    Render(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Output output = directory == null ? Output.to(streams.out()) : Output.into(directory);
        boolean isFaultless = new Rendering(output, streams.err()).render(files);
        return isFaultless ? HeadgateCommand.DONE : HeadgateCommand.FAULTY;
    }
}
