package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.api.process.StageParameters;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.validation.ParameterValues;
import io.headgate.dag.validation.PlaceholderValues;
import io.headgate.dag.validation.Placeholders;
import io.headgate.dag.validation.SettingsValidator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the components of an admitted run, with the placeholders of their settings resolved. */
@org.springframework.stereotype.Component
class RunPreparation {

    private record Prepared(JsonNode settings, List<Problem> problems) {}

    private final TaskRunRepository tasks;
    private final RunGraphs graphs;
    private final ComponentTypes types;
    private final StageParameters stageParameters;
    private final Conditions conditions;
    private final Settling settling;
    private final JsonMapper json;
    private final SettingsValidator validator = new SettingsValidator();

    RunPreparation(
            TaskRunRepository tasks,
            RunGraphs graphs,
            ComponentTypes types,
            StageParameters stageParameters,
            Conditions conditions,
            Settling settling,
            JsonMapper json) {
        this.tasks = tasks;
        this.graphs = graphs;
        this.types = types;
        this.stageParameters = stageParameters;
        this.conditions = conditions;
        this.settling = settling;
        this.json = json;
    }

    /** False when the values of this run do not fit; then the run has failed and says which. */
    boolean prepare(Run run, UUID versionId) {
        RunGraph graph = graphs.ofVersion(versionId);
        Repeat repeat = run.repeat();
        if (repeat != null && repeat.from() != null && !graph.has(repeat.from())) {
            refuse(
                    run,
                    new Trouble(
                            "rerun.component-unknown",
                            "The version that is live by now has no component '" + repeat.from() + "' to begin with.",
                            "Run again, and choose a component of the published version."));
            return false;
        }
        List<Parameter> parameters = stageParameters.applied(
                run.processId(), run.stageId(), graph.definition().parameters());
        ParameterValues values =
                ParameterValues.bind(parameters, json.readTree(run.parameters()), Pointer.ROOT.field("parameters"));
        run.bind(json.writeValueAsString(ordered(parameters, values)));
        List<Problem> problems = new ArrayList<>(values.problems());
        PlaceholderValues placeholders = new PlaceholderValues(run.businessDate(), run.id(), values.values());
        int n = 0;
        for (Component component : graph.definition().components()) {
            n++;
            Prepared prepared = prepare(component, n, placeholders);
            problems.addAll(prepared.problems());
            tasks.save(new TaskRun(
                    run.tenantId(),
                    run.id(),
                    n,
                    component.key(),
                    json.writeValueAsString(prepared.settings()),
                    conditions.kept(graph, component, run.businessDate(), run.id(), values.values())));
        }
        if (!problems.isEmpty()) {
            Problem first = problems.getFirst();
            settling.end(
                    run,
                    RunState.FAILED,
                    new Trouble(
                            "run.values-do-not-fit",
                            "The values of this run do not fit the process: " + first.message() + " (" + first.pointer()
                                    + ")",
                            first.remedy()));
        }
        return problems.isEmpty();
    }

    /** The values in the order in which the process declares its parameters. */
    private static Map<String, JsonNode> ordered(List<Parameter> parameters, ParameterValues values) {
        Map<String, JsonNode> ordered = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            JsonNode value = values.values().get(parameter.key());
            if (value != null) {
                ordered.put(parameter.key(), value);
            }
        }
        return ordered;
    }

    /** Ends a run that can never begin. */
    void refuse(Run run, Trouble why) {
        settling.end(run, RunState.FAILED, why);
    }

    private Prepared prepare(Component component, int n, PlaceholderValues values) {
        ComponentType type =
                types.resolve(component.type(), component.version()).orElseThrow();
        Pointer at = Pointer.ROOT.field("components").item(n - 1).field("settings");
        Placeholders.Resolution resolution = Placeholders.resolve(type, component.settings(), values);
        List<Problem> problems = new ArrayList<>(resolution.problems());
        problems.addAll(validator.checkResolved(type, resolution.settings(), at, null));
        return new Prepared(resolution.settings(), problems);
    }
}
