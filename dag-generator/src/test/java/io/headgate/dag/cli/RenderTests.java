package io.headgate.dag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.PythonOracle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderTests {

    private static final String YAML = """
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
    void withoutADirectoryTheFileGoesToStdout() throws IOException {
        assertThat(render(write("a.yaml", YAML.formatted("a")))).isEqualTo(HeadgateCommand.DONE);
        assertThat(PythonOracle.dag(out.toString(StandardCharsets.UTF_8))
                        .at("/dag/dag_id")
                        .stringValue())
                .isEqualTo(Rendering.dagId("a"))
                .matches("h[a-z0-9]{11}");
        assertThat(err.size()).isZero();
    }

    @Test
    void theSameFileRendersTheSameWay() throws IOException {
        String file = write("a.yaml", YAML.formatted("a"));
        render(file);
        byte[] first = out.toByteArray();
        out.reset();
        render(file);
        assertThat(out.toByteArray()).isEqualTo(first);
    }

    @Test
    void withADirectoryEachInputBecomesAFileOfItsName() throws IOException {
        Path target = folder.resolve("not/yet/there");
        int status = render(
                "-o", target.toString(), write("a.yaml", YAML.formatted("a")), write("b.c.yml", YAML.formatted("b")));
        assertThat(status).isEqualTo(HeadgateCommand.DONE);
        assertThat(names(target)).containsExactlyInAnyOrder("a.py", "b.c.py");
        assertThat(out.size()).isZero();
    }

    @Test
    void aFaultyInputIsToldWithAllItsProblemsAndTheOthersAreWritten() throws IOException {
        Path target = folder.resolve("dags");
        String faulty = write("faulty.json", "{\"schemaVersion\": 1, \"key\": \"k\", \"components\": [], \"x\": 1}");
        String empty =
                write("empty.json", "{\"schemaVersion\": 1, \"key\": \"K\", \"name\": \"n\", \"components\": []}");
        String missing = folder.resolve("missing.yaml").toString();
        int status = render(faulty, empty, missing, write("good.yaml", YAML.formatted("a")), "-o", target.toString());
        assertThat(status).isEqualTo(HeadgateCommand.FAULTY);
        assertThat(names(target)).containsExactly("good.py");
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        faulty
                                + ": field.unknown: /x: The field is not known here. Remove it. Known here: components, edges,"
                                + " key, layout, name, parameters, schemaVersion.",
                        faulty + ": field.missing: /name: The field \"name\" is missing. Add it.",
                        empty
                                + ": process.key: /key: The key \"K\" is not well-formed. Start with a small letter; use small"
                                + " letters, digits and hyphens, at most 63.",
                        empty + ": process.empty: /components: The process has no components. Add at least one.",
                        missing + ": input.missing: there is no such file");
    }

    @Test
    void inputsThatWouldBecomeTheSameFileAreToldAndNotWritten() throws IOException {
        Path target = folder.resolve("dags");
        int status = render(
                write("a.yaml", YAML.formatted("a")),
                write("a.json", "{}"),
                write("other.yaml", YAML.formatted("b")),
                "-o",
                target.toString());
        assertThat(status).isEqualTo(HeadgateCommand.FAULTY);
        assertThat(names(target)).containsExactly("other.py");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("a.yaml: output.clash: ", "a.json: output.clash: ")
                .doesNotContain("field.missing");
    }

    @Test
    void twoProcessesOfOneKeyClashOverTheirDag() throws IOException {
        int status = render(write("a.yaml", YAML.formatted("same")), write("b.yaml", YAML.formatted("same")));
        assertThat(status).isEqualTo(HeadgateCommand.FAULTY);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("b.yaml: process.clash: ");
    }

    @Test
    void wrongUsageIsToldWithTheRightOne() throws IOException {
        String file = write("a.yaml", YAML.formatted("a"));
        for (String[] args :
                new String[][] {{}, {"-o", "x"}, {file, "-o"}, {file, "--force"}, {file, "-o", "x", "-o", "y"}}) {
            err.reset();
            assertThat(render(args)).isEqualTo(HeadgateCommand.USAGE);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: headgate render");
        }
        assertThat(render("--help")).isEqualTo(HeadgateCommand.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: headgate render");
    }

    @Test
    void aMessageIsOneLineForATerminal() throws IOException {
        render(write("a.json", "{\"\\u001b[31m\\nred\": 1}"));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .doesNotContain("\u001b")
                .contains("/?[31m?red");
    }

    private int render(String... args) {
        String[] words = Stream.concat(Stream.of("render"), Stream.of(args)).toArray(String[]::new);
        return HeadgateCommand.run(
                words, new Streams(new PrintStream(out, true), new PrintStream(err, true), Map.of()));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
