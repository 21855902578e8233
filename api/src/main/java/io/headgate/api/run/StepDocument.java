package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.process.Processes;
import io.headgate.connector.emr.StepRequest;
import io.headgate.connector.storage.S3Uri;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document that tells a job what to do. A pure function of what is stored: sent again, an attempt gets the same bytes
 * unless its locations mean other places by then; the step itself only gets its address and hash, because the arguments of a step are limited.
 */
@org.springframework.stereotype.Component
class StepDocument {

    /** What is put into the tenant's workspace, and the step that reads it. */
    record Prepared(S3Uri uri, byte[] bytes, StepRequest step) {}

    private final TaskRunRepository tasks;
    private final RunGraphs graphs;
    private final ComponentTypes types;
    private final JobLocations locations;
    private final StepInputs inputs;
    private final Processes processes;
    private final JsonMapper json;

    StepDocument(
            TaskRunRepository tasks,
            RunGraphs graphs,
            ComponentTypes types,
            JobLocations locations,
            StepInputs inputs,
            Processes processes,
            JsonMapper json) {
        this.tasks = tasks;
        this.graphs = graphs;
        this.types = types;
        this.locations = locations;
        this.inputs = inputs;
        this.processes = processes;
        this.json = json;
    }

    /** The folder of one attempt in the workspace. */
    static S3Uri folder(ComputeTarget target, Attempt attempt, String componentKey) {
        return target.workspace()
                .resolve("runs/" + attempt.runId() + "/" + componentKey + "/attempts/" + attempt.attemptKey());
    }

    Prepared prepare(Run run, TaskRun task, Attempt attempt, ComputeTarget target) {
        RunGraph graph = graphs.of(run);
        Component component = graph.component(task.n());
        ComponentType type =
                types.resolve(component.type(), component.version()).orElseThrow();
        S3Uri folder = folder(target, attempt, task.componentKey());
        JsonNode settings = json.readTree(task.settings());
        ObjectNode document = json.createObjectNode();
        document.put("schemaVersion", 1);
        document.put("tenant", target.role().tenant());
        document.put("process", processes.byId(run.processId()).key());
        document.put("runId", run.id());
        document.put("businessDate", run.businessDate().toString());
        document.put("component", component.key());
        document.put("n", task.n());
        document.put("attempt", attempt.number());
        document.put("attemptKey", attempt.attemptKey());
        document.put("type", type.type());
        document.put("typeVersion", type.version());
        document.set("settings", settings);
        document.set("locations", locations.of(run.stageId(), type, settings));
        document.set("inputs", inputs.upstream(graph, component, tasks.findByRunIdOrderByN(run.id())));
        document.put("output", folder.resolve("output/").toString());
        document.put(
                "committed",
                target.workspace()
                        .resolve("runs/" + run.id() + "/" + component.key() + "/committed.json")
                        .toString());
        document.put("result", folder.resolve("result.json").toString());
        document.put("marker", folder.resolve("marker").toString());
        byte[] bytes = json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        S3Uri uri = folder.resolve("settings.json");
        return new Prepared(
                uri, bytes, JobStep.of(attempt.name(), target.jobsFolder(), target.jobsSha256(), uri, bytes));
    }
}
