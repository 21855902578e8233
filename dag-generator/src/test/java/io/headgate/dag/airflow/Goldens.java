package io.headgate.dag.airflow;

import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden cases, in the source tree: the Python side loads them from the same place. */
final class Goldens {

    static final Path ROOT = Path.of("src/test/resources/golden");

    static final String CONNECTION_ID = "headgate_acme_air";

    private Goldens() {}

    static List<String> cases() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("process.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Path dagFile(String name) {
        return ROOT.resolve(name).resolve("dag.py");
    }

    /** Every case has a DAG id of its own, so that one Airflow can load them all. */
    static RenderRequest request(String name) {
        String dagId = "h" + (name.replace("-", "") + "00000000000").substring(0, 11);
        return new RenderRequest(definition(name), dagId, CONNECTION_ID, 7);
    }

    static ProcessDefinition definition(String name) {
        try {
            byte[] bytes = Files.readAllBytes(ROOT.resolve(name).resolve("process.json"));
            return switch (new DefinitionReader().readJson(bytes)) {
                case ReadResult.Readable readable -> readable.definition();
                case ReadResult.Unreadable unreadable ->
                    throw new AssertionError(name + " is unreadable: " + unreadable.problems());
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
