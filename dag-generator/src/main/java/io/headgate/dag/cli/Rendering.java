package io.headgate.dag.cli;

import io.headgate.dag.airflow.AirflowRenderer;
import io.headgate.dag.airflow.RenderRequest;
import io.headgate.dag.cli.ProcessFiles.Fault;
import io.headgate.dag.cli.ProcessFiles.ReadFile;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Renders inputs one by one; what is wrong with one keeps no other from being written. */
final class Rendering {

    /** A file that was not published speaks to no particular Headgate; its connection is the installer's to define. */
    private static final String CONNECTION_ID = "headgate_default";

    private final Output output;
    private final PrintStream err;
    private final ProcessFiles files = new ProcessFiles();
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
        ReadFile file = files.read(input);
        if (!file.faults().isEmpty()) {
            file.faults().forEach(this::tell);
            return;
        }
        ProcessDefinition definition = Objects.requireNonNull(file.definition());
        String dagId = dagId(definition.key());
        Path other = byDagId.putIfAbsent(dagId, input);
        if (other != null) {
            tell(input, "process.clash", "it has the same process key as " + other + ", hence the same DAG id");
            return;
        }
        try {
            output.write(input, renderer.render(new RenderRequest(definition, dagId, CONNECTION_ID, 0)));
        } catch (IOException failure) {
            tell(input, "input.io", failure.toString());
        }
    }

    /** Always the same for the same process key, and of the same form as a published one. */
    static String dagId(String processKey) {
        String hash = Sha256.hex(processKey.getBytes(StandardCharsets.UTF_8));
        String digits = new BigInteger(hash, 16).toString(36);
        return "h" + digits.substring(digits.length() - 11);
    }

    private void tell(Path input, String code, String text) {
        tell(Fault.of(input, code, text));
    }

    private void tell(Fault fault) {
        faultless = false;
        err.print(fault.line() + "\n");
    }
}
