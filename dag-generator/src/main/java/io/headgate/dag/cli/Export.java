package io.headgate.dag.cli;

import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.DefinitionWriter;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** {@code process export}: processes of a tenant as files. */
@Command(
        name = "export",
        description = {
            "Writes processes of a tenant as files, one each, named after its key: for Git, or for another tenant.",
            "Without a key all that are in use. A file that is there already is replaced, others are left alone."
        })
final class Export implements Callable<Integer> {

    enum Form {
        yaml,
        json
    }

    /** What {@code --json} prints of each process. */
    record Exported(String process, String file) {}

    private static final int PAGE = 200;

    private final Streams streams;
    private final List<String> unknown = new ArrayList<>();

    @Mixin
    private Server server;

    @Parameters(arity = "0..*", paramLabel = "KEY", description = "Keys of processes; all when left out.")
    private List<String> keys = List.of();

    @Option(
            names = "-o",
            paramLabel = "DIR",
            required = true,
            description = "The folder for the files; made when it is not there.")
    private Path directory = Path.of("");

    @Option(
            names = "--form",
            defaultValue = "yaml",
            description = "yaml or json; ${DEFAULT-VALUE} when left out. What YAML cannot hold is written as JSON.")
    private Form form = Form.yaml;

    @Option(
            names = "--live",
            description = "What is live, instead of the drafts. A process that is not published is left out.")
    private boolean live;

    @Option(names = "--json", description = "Print what was written as JSON.")
    private boolean json;

    Export(Streams streams) {
        this.streams = streams;
        this.server = new Server(streams);
    }

    @Override
    public Integer call() throws IOException {
        Map<String, ProcessDefinition> found = new LinkedHashMap<>();
        for (String key : keys.isEmpty() ? all() : keys) {
            (live ? live(key) : draft(key)).ifPresent(definition -> found.put(key, definition));
        }
        if (!unknown.isEmpty()) {
            throw new ServerProblem("There is no process " + String.join(", ", unknown) + "; nothing was written.");
        }
        List<Exported> written = new ArrayList<>();
        for (Map.Entry<String, ProcessDefinition> each : found.entrySet()) {
            written.add(new Exported(each.getKey(), write(each.getValue()).toString()));
        }
        if (json) {
            streams.out().println(JsonMapper.shared().writeValueAsString(written));
        } else {
            written.forEach(each -> streams.out().print(Lines.printable(each.file()) + "\n"));
        }
        return HeadgateCommand.DONE;
    }

    private List<String> all() {
        List<String> found = new ArrayList<>();
        for (int page = 0; ; page++) {
            JsonNode items = server.good(server.get("/processes?sort=name&size=" + PAGE + "&page=" + page))
                    .path("items");
            items.forEach(item -> found.add(item.path("key").asString()));
            if (items.size() < PAGE) {
                return found;
            }
        }
    }

    private Optional<ProcessDefinition> draft(String key) {
        return of(key, "/draft").map(draft -> definition(draft.path("definition")));
    }

    /** What the server says of a process; nothing, and the key written down, when it has no such process. */
    private Optional<JsonNode> of(String key, String rest) {
        Server.Answer answer = server.get(path(key) + rest);
        if (answer.body().path("code").asString("").equals("process.unknown")) {
            unknown.add(key);
            return Optional.empty();
        }
        return Optional.of(server.good(answer));
    }

    private Optional<ProcessDefinition> live(String key) {
        for (JsonNode publication : of(key, "/publications").orElseGet(MissingNode::getInstance)) {
            if (publication.path("state").asString("").equals("LIVE")) {
                String version = publication.path("version").asString("");
                return Optional.of(definition(server.good(server.get(path(key) + "/versions/" + version))
                        .path("definition")));
            }
        }
        return Optional.empty();
    }

    static String path(String key) {
        return "/processes/" + Server.encoded(key);
    }

    private static ProcessDefinition definition(JsonNode tree) {
        return switch (new DefinitionReader().read(tree)) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable ->
                throw new ServerProblem("The server is of another version: "
                        + unreadable.problems().getFirst().message());
        };
    }

    /** The key of a process is no path: it is made of small letters, digits and hyphens, which the reader does not judge. */
    private Path write(ProcessDefinition definition) throws IOException {
        if (!definition.key().matches("[a-z][a-z0-9-]{0,62}")) {
            throw new ServerProblem("The server told a key that is none: " + definition.key());
        }
        DefinitionWriter writer = new DefinitionWriter();
        Optional<String> yaml = form == Form.yaml ? writer.yaml(definition) : Optional.empty();
        Files.createDirectories(directory);
        Path target = directory.resolve(definition.key() + (yaml.isPresent() ? ".yaml" : ".json"));
        replace(target, yaml.orElseGet(() -> writer.write(definition).text()));
        return target;
    }

    private static void replace(Path target, String text) throws IOException {
        @Nullable Path folder = target.getParent();
        Path temporary = Files.createTempFile(Objects.requireNonNull(folder), ".export", ".tmp");
        try {
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            Files.move(temporary, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
