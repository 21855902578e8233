package io.headgate.dag.cli;

import io.headgate.dag.cli.ProcessFiles.Fault;
import io.headgate.dag.cli.ProcessFiles.ReadFile;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.DefinitionWriter;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import io.headgate.dag.diff.ProcessDiff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code process import}: files become drafts of a tenant. */
@Command(
        name = "import",
        description = {
            "Makes files the drafts of a tenant's processes: new ones are created, known ones changed.",
            "Nothing is sent when any file is faulty. What runs stays what was published, unless --publish is given.",
            "Processes that others run come before those, in whatever order they are named."
        })
final class Import implements Callable<Integer> {

    /** What became of a process. */
    enum Outcome {
        created,
        changed,
        unchanged,
        refused
    }

    /**
     * What {@code --json} prints of each process.
     *
     * @param changes what differs from the draft that was there, a line each
     * @param refusal why the server did not take it; null when it did
     * @param problems what the server finds wrong in the draft that it took or, in a dry run, would take, such as a location that
     *     the tenant has not
     * @param publication number of the publication that was begun; null without one
     */
    record Imported(
            String process,
            String file,
            Outcome outcome,
            List<String> changes,
            @Nullable String refusal,
            List<String> problems,
            @Nullable Integer publication) {}

    /** What {@code --json} prints. */
    record Report(boolean dryRun, List<Fault> faults, List<Imported> processes) {}

    private final Streams streams;
    private final DefinitionWriter writer = new DefinitionWriter();

    @Mixin
    private Server server;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Files, or folders with files.")
    private List<Path> paths = List.of();

    @Option(names = "--dry-run", description = "Tell what would happen, and change nothing.")
    private boolean dryRun;

    @Option(names = "--publish", description = "Publish what was created or changed and has no problems.")
    private boolean publish;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What has changed, for the versions.")
    private String note = "";

    @Option(names = "--json", description = "Print what became of each file as JSON.")
    private boolean json;

    /** Keys of the processes that this import has created so far or, in a dry run, would have. */
    private final Set<String> created = new HashSet<>();

    Import(Streams streams) {
        this.streams = streams;
        this.server = new Server(streams);
    }

    @Override
    public Integer call() throws IOException {
        ProcessFiles files = new ProcessFiles();
        List<ReadFile> read = files.read(files.in(paths));
        List<Fault> faults =
                read.stream().flatMap(file -> file.faults().stream()).toList();
        List<Imported> done = new ArrayList<>();
        if (faults.isEmpty()) {
            Map<String, Path> where = new HashMap<>();
            List<ProcessDefinition> wanted = new ArrayList<>();
            for (ReadFile file : read) {
                ProcessDefinition definition = Objects.requireNonNull(file.definition());
                where.put(definition.key(), file.path());
                wanted.add(definition);
            }
            for (ProcessDefinition each : Calls.calledFirst(wanted)) {
                Imported imported = one(Objects.requireNonNull(where.get(each.key())), each);
                done.add(imported);
                if (imported.outcome() == Outcome.created) {
                    created.add(each.key());
                }
            }
        }
        tell(new Report(dryRun, faults, done));
        boolean isGood = faults.isEmpty()
                && done.stream()
                        .allMatch(each ->
                                each.refusal() == null && each.problems().isEmpty());
        return isGood ? HeadgateCommand.DONE : HeadgateCommand.FAULTY;
    }

    private Imported one(Path file, ProcessDefinition wanted) {
        String path = Export.path(wanted.key());
        Server.Answer known = server.get(path + "/draft");
        if (known.status() == 404 && known.body().path("code").asString("").equals("process.unknown")) {
            return sent(
                    file,
                    wanted,
                    Outcome.created,
                    List.of(),
                    dryRun ? checked(wanted) : server.post("/processes", text(wanted)));
        }
        JsonNode draft = server.good(known);
        if (!(new DefinitionReader().read(draft.path("definition")) instanceof ReadResult.Readable there)) {
            throw new ServerProblem(
                    "The server is of another version: its draft of " + wanted.key() + " cannot be read.");
        }
        ProcessDiff diff = ProcessDiff.between(there.definition(), wanted);
        if (diff.isSame() && diff.layout().isEmpty()) {
            List<String> problems = dryRun ? problemsThatStay(draft, wanted) : problems(draft);
            return new Imported(wanted.key(), file.toString(), Outcome.unchanged, List.of(), null, problems, null);
        }
        if (dryRun && !server.good(server.get(path)).path("archivedAt").isNull()) {
            String refusal = "process.archived: The process is in the archive. Take it out of the archive first.";
            return new Imported(
                    wanted.key(), file.toString(), Outcome.refused, Diff.lines(diff), refusal, List.of(), null);
        }
        String etag = known.etag() == null ? "\"" + draft.path("etag").asString("") + "\"" : known.etag();
        return sent(
                file,
                wanted,
                Outcome.changed,
                Diff.lines(diff),
                dryRun ? checked(wanted) : server.put(path + "/draft", text(wanted), etag));
    }

    private Server.Answer checked(ProcessDefinition wanted) {
        return server.post("/processes/check", text(wanted));
    }

    private Imported sent(
            Path file, ProcessDefinition wanted, Outcome outcome, List<String> changes, Server.Answer answer) {
        String name = file.toString();
        if (!answer.isGood()) {
            return new Imported(
                    wanted.key(), name, Outcome.refused, changes, answer.refusal(), problems(answer.body()), null);
        }
        if (dryRun) {
            return new Imported(
                    wanted.key(), name, outcome, changes, null, problemsThatStay(answer.body(), wanted), null);
        }
        // A process that was created is answered without its problems.
        JsonNode draft = server.good(server.get(Export.path(wanted.key()) + "/draft"));
        List<String> problems = problems(draft);
        if (!publish || !problems.isEmpty()) {
            return new Imported(wanted.key(), name, outcome, changes, null, problems, null);
        }
        Server.Answer published = server.post(
                Export.path(wanted.key()) + "/publications",
                JsonMapper.shared().createObjectNode().put("note", note).toString());
        return published.isGood()
                ? new Imported(
                        wanted.key(),
                        name,
                        outcome,
                        changes,
                        null,
                        problems,
                        published.body().path("number").asInt())
                : new Imported(wanted.key(), name, outcome, changes, published.refusal(), problems, null);
    }

    private String text(ProcessDefinition definition) {
        return writer.write(definition).text();
    }

    /** Without those that a file before it would have mended: that a process which it runs is not there. */
    private List<String> problemsThatStay(JsonNode answer, ProcessDefinition wanted) {
        Set<String> mended = Calls.pointersTo(created, wanted);
        return lines(answer.path("problems")
                .valueStream()
                .filter(problem -> !(problem.path("code").asString("").equals(ProblemCode.SETTINGS_PROCESS.word())
                        && mended.contains(problem.path("pointer").asString("")))));
    }

    private static List<String> problems(JsonNode answer) {
        return lines(answer.path("problems").valueStream());
    }

    private static List<String> lines(Stream<JsonNode> problems) {
        return problems.map(problem -> problem.path("code").asString("") + ": "
                        + problem.path("pointer").asString("") + ": "
                        + problem.path("message").asString(""))
                .toList();
    }

    private void tell(Report report) {
        if (json) {
            streams.out().println(JsonMapper.shared().writeValueAsString(report));
            return;
        }
        report.faults().forEach(fault -> streams.err().print(fault.line() + "\n"));
        if (!report.faults().isEmpty()) {
            streams.err().print("Nothing was sent: mend these first.\n");
        }
        for (Imported each : report.processes()) {
            String told = dryRun && each.outcome() != Outcome.unchanged
                    ? "would be " + each.outcome()
                    : each.outcome().name();
            String live = each.publication() == null ? "" : ", publication " + each.publication() + " begun";
            streams.out().print(Lines.printable(each.process() + ": " + told + live) + "\n");
            each.changes().forEach(line -> streams.out().print("  " + Lines.printable(line) + "\n"));
            if (each.refusal() != null) {
                streams.err().print("  " + Lines.printable(each.refusal()) + "\n");
            }
            each.problems().forEach(problem -> streams.err().print("  " + Lines.printable(problem) + "\n"));
        }
    }
}
