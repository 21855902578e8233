package io.headgate.dag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProcessCommandTests {

    private static final String SOUND = """
            schemaVersion: 1
            key: %s
            name: A process
            components:
              - key: ingest
                type: ingest-files
                label: Ingest
                settings: {source: {location: raw, path: a}, format: csv, columns: [{name: c, type: string}]}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyFileOfAFolderIsCheckedAndAllProblemsAreTold() throws IOException {
        write("processes/a.yaml", SOUND.formatted("a"));
        write("processes/deep/b.json", "{\"schemaVersion\": 1, \"key\": \"B\", \"name\": \"n\", \"components\": []}");
        write("processes/README.md", "no process");
        assertThat(run("process", "lint", folder.resolve("processes").toString()))
                .isEqualTo(HeadgateCommand.FAULTY);
        assertThat(text(err)).contains("b.json: process.key: /key: ", "b.json: process.empty: /components: ");
        assertThat(text(out)).isEqualTo("2 files, 2 problems\n");

        out.reset();
        assertThat(run("process", "lint", "--json", folder.resolve("processes").toString()))
                .isEqualTo(HeadgateCommand.FAULTY);
        JsonNode report = JsonMapper.shared().readTree(text(out));
        assertThat(report.path("files").intValue()).isEqualTo(2);
        assertThat(report.at("/problems/0/pointer").stringValue()).isEqualTo("/key");
    }

    @Test
    void aFolderIsNotLeftThroughALink() throws IOException {
        write("outside/secret.yaml", "key: [");
        write("inside/a.yaml", SOUND.formatted("a"));
        Files.createSymbolicLink(folder.resolve("inside/link.yaml"), folder.resolve("outside/secret.yaml"));
        Files.createSymbolicLink(folder.resolve("inside/folder"), folder.resolve("outside"));
        assertThat(run("process", "lint", folder.resolve("inside").toString())).isEqualTo(HeadgateCommand.DONE);
        assertThat(text(out)).isEqualTo("1 file, 0 problems\n");
    }

    @Test
    void anUnknownFieldIsAnErrorWithItsPath() throws IOException {
        Path file = write("a.yaml", SOUND.formatted("a") + "edgse: []\n");
        assertThat(run("process", "lint", file.toString())).isEqualTo(HeadgateCommand.FAULTY);
        assertThat(text(err)).contains("field.unknown: /edgse: ");
    }

    @Test
    void twoFilesOfOneProcessClash() throws IOException {
        write("a.yaml", SOUND.formatted("same"));
        write("b.yaml", SOUND.formatted("same"));
        assertThat(run("process", "lint", folder.toString())).isEqualTo(HeadgateCommand.FAULTY);
        assertThat(text(err)).contains("b.yaml: process.clash: ").contains("a.yaml");
    }

    @Test
    void whatDiffersIsToldByItsPlace() throws IOException {
        Path before = write("before.yaml", SOUND.formatted("a"));
        Path after = write(
                "after.yaml",
                SOUND.formatted("a").replace("format: csv", "format: json").replace("A process", "Another"));
        assertThat(run("process", "diff", before.toString(), after.toString())).isEqualTo(HeadgateCommand.FAULTY);
        assertThat(text(out)).isEqualTo("""
                ~ /name: "A process" => "Another"
                ~ component ingest
                  ~ ingest/settings/format: "csv" => "json"
                """);
        out.reset();
        assertThat(run("process", "diff", before.toString(), before.toString())).isEqualTo(HeadgateCommand.DONE);
        assertThat(text(out)).isEmpty();
        assertThat(run(
                        "process",
                        "diff",
                        before.toString(),
                        folder.resolve("gone.yaml").toString()))
                .isEqualTo(HeadgateCommand.USAGE);
    }

    @Test
    void nothingIsSentWhenAFileIsFaulty() throws IOException {
        Path file = write("a.yaml", "key: a\n");
        assertThat(run("process", "import", "--tenant", "t", file.toString())).isEqualTo(HeadgateCommand.FAULTY);
        assertThat(text(err)).contains("field.missing: /name: ", "Nothing was sent");
    }

    @Test
    void aServerThatIsAwayAndAMissingTokenHaveAStatusOfTheirOwn() throws IOException {
        String file = write("a.yaml", SOUND.formatted("a")).toString();
        assertThat(run("process", "import", "--tenant", "t", file)).isEqualTo(HeadgateCommand.SERVER);
        assertThat(text(err)).contains("HEADGATE_TOKEN");
        err.reset();
        int status = HeadgateCommand.run(
                new String[] {"process", "import", "--tenant", "t", "--url", "http://127.0.0.1:1", file},
                streams(Map.of("HEADGATE_TOKEN", "secret-token")));
        assertThat(status).isEqualTo(HeadgateCommand.SERVER);
        assertThat(text(err)).contains("cannot be reached").doesNotContain("secret-token");
        assertThat(run("process", "export", "-o", "x")).isEqualTo(HeadgateCommand.USAGE);
    }

    private int run(String... args) {
        return HeadgateCommand.run(args, streams(Map.of()));
    }

    private Streams streams(Map<String, String> environment) {
        return new Streams(new PrintStream(out, true), new PrintStream(err, true), environment);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
