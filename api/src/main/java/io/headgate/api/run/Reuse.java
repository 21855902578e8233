package io.headgate.api.run;

import io.headgate.api.platform.Ids;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.validation.SettingsLocations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a component of a run that repeats another has the same work to do as it had there, so that its result can be taken
 * over. The same work is: type, resolved settings, places, and the very outputs that come in. Files at a location may have
 * changed and are not looked at: whoever wants them read again runs the whole process again, or from the component that
 * reads them.
 */
@org.springframework.stereotype.Component
class Reuse {

    private final TaskRunRepository tasks;
    private final JobLocations locations;
    private final StepInputs inputs;
    private final ComponentTypes types;
    private final JsonMapper json;

    Reuse(TaskRunRepository tasks, JobLocations locations, StepInputs inputs, ComponentTypes types, JsonMapper json) {
        this.tasks = tasks;
        this.locations = locations;
        this.inputs = inputs;
        this.types = types;
        this.json =
                json.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    }

    /** What the component is to do, as a hash: the same whatever the order of settings and edges. */
    String workHash(Run run, RunGraph graph, Component component, TaskRun task, List<TaskRun> ofRun) {
        ComponentType type =
                types.resolve(component.type(), component.version()).orElseThrow();
        ObjectNode work = json.createObjectNode();
        work.put("type", type.type());
        work.put("version", type.version());
        work.set("settings", json.readTree(task.settings()));
        work.set("locations", locations.of(run.stageId(), type, work.path("settings")));
        work.set(
                "inputs",
                type.readsRows() ? inputs.upstream(graph, component, ofRun) : waitedFor(graph, component, ofRun));
        return Ids.sha256(json.writeValueAsString(work).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it reads or writes at locations, which an admin may let mean other places at any time. */
    boolean namesPlaces(Component component, TaskRun task) {
        ComponentType type =
                types.resolve(component.type(), component.version()).orElseThrow();
        return !SettingsLocations.of(type, json.readTree(task.settings())).isEmpty();
    }

    /** The runs that did the work before a component which reads nothing of it: done anew, it is to be followed anew. */
    private ObjectNode waitedFor(RunGraph graph, Component component, List<TaskRun> ofRun) {
        ObjectNode before = json.createObjectNode();
        for (String upstream : graph.upstreamOf(component.key())) {
            TaskRun task = ofRun.get(graph.numberOf(upstream) - 1);
            String reused = task.reusedFrom();
            before.put(
                    upstream,
                    task.state() == TaskState.SUCCEEDED
                            ? reused == null ? task.runId() : reused
                            : task.state().name());
        }
        return before;
    }

    /** What an engineer has said about the component in the repeated run; empty when it is to run all the same. */
    Optional<Mark> mark(Run run, RunGraph graph, TaskRun task) {
        return repeated(run, graph, task)
                .flatMap(earlier -> Optional.ofNullable(earlier.mark()))
                // The version may be another one by now, where components read rows that it does not have.
                .filter(mark -> Marks.fits(graph, types, task.componentKey(), mark.as()));
    }

    /** The component in the run that is repeated, unless it is to be done again whatever became of it there. */
    private Optional<TaskRun> repeated(Run run, RunGraph graph, TaskRun task) {
        Repeat repeat = run.repeat();
        if (repeat == null || repeat.scope() == Repeat.Scope.WHOLE) {
            return Optional.empty();
        }
        if (repeat.from() != null && graph.isAtOrAfter(task.componentKey(), repeat.from())) {
            return Optional.empty();
        }
        return tasks.findByRunIdAndComponentKey(repeat.parentId(), task.componentKey());
    }

    /** The component of the repeated run that did not succeed there, so that what it had begun may go on; else empty. */
    Optional<TaskRun> unfinished(Run run, RunGraph graph, TaskRun task) {
        return repeated(run, graph, task).filter(earlier -> earlier.state() != TaskState.SUCCEEDED);
    }

    /** The component of the repeated run whose result serves; empty when the work is to be done. */
    Optional<TaskRun> earlier(Run run, RunGraph graph, TaskRun task, String workHash) {
        return repeated(run, graph, task)
                .filter(earlier -> earlier.state() == TaskState.SUCCEEDED && workHash.equals(earlier.workHash()));
    }
}
