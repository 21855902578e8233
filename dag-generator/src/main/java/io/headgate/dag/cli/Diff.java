package io.headgate.dag.cli;

import io.headgate.dag.cli.ProcessFiles.ReadFile;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.diff.EdgeChange;
import io.headgate.dag.diff.ItemChange;
import io.headgate.dag.diff.ProcessDiff;
import io.headgate.dag.diff.ValueChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code process diff}: what differs between two process files. */
@Command(
        name = "diff",
        description = {
            "Tells what differs between two process files: components, connections, parameters, settings by path.",
            "Faulty files are compared too, as long as they can be read. Where things lie on the canvas counts for nothing."
        })
final class Diff implements Callable<Integer> {

    private final Streams streams;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The earlier file.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "The later file.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Print the differences as JSON.")
    private boolean json;

    Diff(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        ProcessFiles files = new ProcessFiles();
        List<ReadFile> sides = Stream.of(before, after).map(files::read).toList();
        List<ReadFile> unreadable =
                sides.stream().filter(file -> file.definition() == null).toList();
        if (!unreadable.isEmpty()) {
            unreadable.stream()
                    .flatMap(file -> file.faults().stream())
                    .forEach(fault -> streams.err().print(fault.line() + "\n"));
            return HeadgateCommand.USAGE;
        }
        ProcessDiff diff = ProcessDiff.between(definition(sides.getFirst()), definition(sides.getLast()));
        if (json) {
            streams.out().println(JsonMapper.shared().writeValueAsString(diff));
        } else {
            lines(diff).forEach(line -> streams.out().print(Lines.printable(line) + "\n"));
        }
        return diff.isSame() ? HeadgateCommand.DONE : HeadgateCommand.FAULTY;
    }

    private static ProcessDefinition definition(ReadFile file) {
        return Objects.requireNonNull(file.definition());
    }

    /** One line a difference: {@code + - ~} for added, removed and changed. */
    static List<String> lines(ProcessDiff diff) {
        List<String> lines = new ArrayList<>();
        diff.values().forEach(value -> lines.add(line("", value)));
        diff.parameters().forEach(item -> item("parameter", item, lines));
        diff.components().forEach(item -> item("component", item, lines));
        for (EdgeChange edge : diff.edges()) {
            lines.add(sign(edge.kind().name()) + " edge " + edge.from() + " -> " + edge.to());
        }
        diff.reordered().forEach(list -> lines.add("~ order of " + list));
        return lines;
    }

    private static void item(String what, ItemChange item, List<String> lines) {
        lines.add(sign(item.kind().name()) + " " + what + " " + item.key());
        item.values().forEach(value -> lines.add("  " + line(item.key(), value)));
    }

    private static String line(String item, ValueChange change) {
        return switch (change.kind()) {
            case ADDED -> "+ " + item + change.path() + ": " + text(change.after());
            case REMOVED -> "- " + item + change.path() + ": " + text(change.before());
            case CHANGED -> "~ " + item + change.path() + ": " + text(change.before()) + " => " + text(change.after());
        };
    }

    private static String sign(String kind) {
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "ADDED" -> "+";
            case "REMOVED" -> "-";
            default -> "~";
        };
    }

    private static String text(@org.jspecify.annotations.Nullable JsonNode value) {
        return String.valueOf(value);
    }
}
