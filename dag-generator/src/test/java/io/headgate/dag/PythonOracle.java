package io.headgate.dag;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Python's own parser, started once. Without python3 the tests fail: what Python reads is the point of them. */
public final class PythonOracle {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final PythonOracle ONLY = new PythonOracle();

    private final BufferedWriter questions;
    private final BufferedReader answers;

    private PythonOracle() {
        try (InputStream script = PythonOracle.class.getResourceAsStream("oracle.py")) {
            Path file = Files.createTempFile("oracle", ".py");
            Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
            file.toFile().deleteOnExit();
            Process python = new ProcessBuilder("python3", file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(python::destroy));
            this.questions = python.outputWriter(StandardCharsets.US_ASCII);
            this.answers = python.inputReader(StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The value of a literal. */
    public static JsonNode literal(String source) {
        return ONLY.ask("literal", source);
    }

    /** A DAG file's imports, arguments, tasks and edges, provided that it holds nothing else. */
    public static JsonNode dag(String source) {
        return ONLY.ask("dag", source);
    }

    private synchronized JsonNode ask(String kind, String source) {
        try {
            questions.write(JSON.createObjectNode()
                    .put("kind", kind)
                    .put("source", source)
                    .toString());
            questions.newLine();
            questions.flush();
            JsonNode answer = JSON.readTree(answers.readLine());
            if (answer.has("error")) {
                throw new AssertionError(answer.get("error").stringValue() + "\n" + source);
            }
            return answer.get("value");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
