package io.headgate.dag.cli;

import io.headgate.dag.airflow.AirflowRenderer;
import io.headgate.dag.airflow.RenderRequest;
import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import io.headgate.dag.definition.Sha256;
import io.headgate.dag.validation.ProcessValidator;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders inputs one by one; what is wrong with one keeps no other from being written. */
final class Rendering {

    /** One byte more than the reader takes is enough for it to say that the file is too large. */
    private static final int MAX_READ = 1024 * 1024 + 1;

    /** A file that was not published speaks to no particular Headgate; its connection is the installer's to define. */
    private static final String CONNECTION_ID = "headgate_default";

    private final Output output;
    private final PrintStream err;
    private final DefinitionReader reader = new DefinitionReader();
    private final ProcessValidator validator = new ProcessValidator(new BuiltInComponentTypes());
    private final AirflowRenderer renderer = new AirflowRenderer();
    private final Map<String, Path> byDagId = new HashMap<>();
    private boolean faultless = true;

    Rendering(Output output, PrintStream err) {
        this.output = output;
        this.err = err;
    }

    /** False if any input was faulty. */
    boolean render(List<Path> inputs) {
        Map<String, Long> names = inputs.stream().collect(Collectors.groupingBy(output::name, Collectors.counting()));
        for (Path input : inputs) {
            String name = output.name(input);
            if (names.getOrDefault(name, 0L) > 1) {
                tell(input, "output.clash", "several inputs would be written as " + name + "; none of them is");
            } else {
                render(input);
            }
        }
        return faultless;
    }

    private void render(Path input) {
        try {
            switch (read(input)) {
                case ReadResult.Unreadable unreadable -> tell(input, unreadable.problems());
                case ReadResult.Readable readable -> render(input, readable.definition());
            }
        } catch (NoSuchFileException missing) {
            tell(input, "input.missing", "there is no such file");
        } catch (IOException failure) {
            tell(input, "input.io", failure.toString());
        }
    }

    private ReadResult read(Path input) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(input)) {
            bytes = in.readNBytes(MAX_READ);
        }
        String name = input.toString().toLowerCase(Locale.ROOT);
        // YAML is what people write by hand, so anything that does not call itself JSON is taken for it.
        return name.endsWith(".json") ? reader.readJson(bytes) : reader.readYaml(bytes);
    }

    private void render(Path input, ProcessDefinition definition) throws IOException {
        List<Problem> problems = validator.validate(definition);
        if (!problems.isEmpty()) {
            tell(input, problems);
            return;
        }
        String dagId = dagId(definition.key());
        Path other = byDagId.putIfAbsent(dagId, input);
        if (other != null) {
            tell(input, "process.clash", "it has the same process key as " + other + ", hence the same DAG id");
            return;
        }
        output.write(input, renderer.render(new RenderRequest(definition, dagId, CONNECTION_ID, 0)));
    }

    /** Always the same for the same process key, and of the same form as a published one. */
    static String dagId(String processKey) {
        String hash = Sha256.hex(processKey.getBytes(StandardCharsets.UTF_8));
        String digits = new BigInteger(hash, 16).toString(36);
        return "h" + digits.substring(digits.length() - 11);
    }

    private void tell(Path input, List<Problem> problems) {
        for (Problem problem : problems) {
            String pointer = problem.pointer().isEmpty() ? "/" : problem.pointer();
            tell(input, problem.code().word(), pointer + ": " + problem.message() + " " + problem.remedy());
        }
    }

    private void tell(Path input, String code, String text) {
        faultless = false;
        // A name or message may hold whatever a file holds; a terminal gets one printable line.
        String line = input + ": " + code + ": " + text;
        err.print(line.replaceAll("\\p{Cntrl}", "?") + "\n");
    }
}
