package io.headgate.dag.airflow;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.validation.ProcessValidator;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What publishing computes: a chain is judged, and rendered into its DAG file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
public class RenderBenchmark {

    @Param({"5", "50", "500"})
    public int components;

    private final AirflowRenderer renderer = new AirflowRenderer();
    private final ProcessValidator validator = new ProcessValidator(new BuiltInComponentTypes());
    private RenderRequest request;

    @Setup
    public void makeProcess() {
        List<Component> chain = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int n = 0; n < components; n++) {
            String before = "c" + (n - 1);
            chain.add(
                    n == 0
                            ? component("c0", "ingest-files", ingest())
                            : component("c" + n, "sql-rule", sql("SELECT * FROM " + before)));
            if (n > 0) {
                edges.add(new Edge(before, "c" + n));
            }
        }
        ProcessDefinition process = new ProcessDefinition(
                ProcessDefinition.SCHEMA_VERSION,
                "chain",
                "A chain",
                List.of(),
                chain,
                edges,
                JsonNodeFactory.instance.objectNode());
        request = new RenderRequest(process, "hbenchmark00", "headgate_bench", 1);
    }

    @Benchmark
    public DagFile render() {
        return renderer.render(request);
    }

    /** Above the limit of components it says so besides all else, and does the same work. */
    @Benchmark
    public List<Problem> validate() {
        return validator.validate(request.definition());
    }

    private static Component component(String key, String type, JsonNode settings) {
        return new Component(key, type, 1, "Component " + key, settings, null, null, false, null);
    }

    private static ObjectNode ingest() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.putObject("source").put("location", "raw").put("path", "flights/2013.csv");
        settings.put("format", "csv");
        settings.putArray("columns").addObject().put("name", "carrier").put("type", "string");
        return settings;
    }

    private static ObjectNode sql(String query) {
        return JsonNodeFactory.instance.objectNode().put("sql", query);
    }
}
