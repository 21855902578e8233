package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the end of a called run means for the component that called it. */
@Component
class CallOutcomes {

    /** How a call went. */
    sealed interface Outcome {

        /** @param result what comes out of the component, as JSON */
        record Succeeded(String result) implements Outcome {}

        /** @param mayHelpAgain whether calling again might help; what somebody stopped is not called again */
        record Failed(ComponentError error, boolean mayHelpAgain) implements Outcome {}
    }

    private static final Trouble UNTOLD = new Trouble("run.failed", "it does not say why.", "Look at that run.");

    private final TaskRunRepository tasks;
    private final RunGraphs graphs;
    private final Processes processes;
    private final JsonMapper json;

    CallOutcomes(TaskRunRepository tasks, RunGraphs graphs, Processes processes, JsonMapper json) {
        this.tasks = tasks;
        this.graphs = graphs;
        this.processes = processes;
        this.json = json;
    }

    /**
     * @param called a run that has ended
     * @param resultFrom key of its component whose rows come out; null when none do
     * @param isTimedOut whether it was stopped because it had taken too long
     */
    Outcome of(Run called, @Nullable String resultFrom, boolean isTimedOut) {
        ProcessView process = processes.byId(called.processId());
        return switch (called.state()) {
            case SUCCEEDED -> succeeded(process, called, resultFrom);
            case FAILED -> new Outcome.Failed(failure(process, called), true);
            case SKIPPED -> new Outcome.Failed(CallErrors.turnedAway(process, called), false);
            case STOPPED ->
                isTimedOut
                        ? new Outcome.Failed(CallErrors.timedOut(process, called), true)
                        : new Outcome.Failed(CallErrors.stopped(process, called), false);
            case WAITING, STARTING, RUNNING, STOPPING, SETTLING, STOP_INCOMPLETE ->
                throw new IllegalArgumentException("the run has not ended: " + called.state());
        };
    }

    private Outcome succeeded(ProcessView process, Run called, @Nullable String resultFrom) {
        if (resultFrom == null) {
            return new Outcome.Succeeded("{}");
        }
        return rows(called, resultFrom)
                .<Outcome>map(Outcome.Succeeded::new)
                .orElseGet(() -> new Outcome.Failed(CallErrors.noRows(process, called, resultFrom), false));
    }

    /** Rows come through components that were left out, as within a run. */
    private Optional<String> rows(Run called, String component) {
        RunGraph graph = graphs.of(called);
        List<TaskRun> ofRun = tasks.findByRunIdOrderByN(called.id());
        return Optional.of(component)
                .filter(graph::has)
                .flatMap(key -> graph.sourceOf(
                        key, each -> ofRun.get(graph.numberOf(each) - 1).state() == TaskState.PASSED))
                .map(key -> ofRun.get(graph.numberOf(key) - 1).result())
                .flatMap(result -> StepResult.handedOn(json, result));
    }

    private ComponentError failure(ProcessView process, Run called) {
        Optional<TaskRun> first = tasks.findByRunIdOrderByN(called.id()).stream()
                .filter(task -> task.state() == TaskState.FAILED && task.error() != null)
                .findFirst();
        if (first.isEmpty()) {
            return CallErrors.failed(
                    process, called, "", Objects.requireNonNullElse(called.trouble(), UNTOLD), "engineer");
        }
        ComponentError error = Objects.requireNonNull(first.get().error());
        String label = graphs.of(called).component(first.get().n()).label();
        return CallErrors.failed(
                process,
                called,
                "\"" + label + "\": ",
                new Trouble(error.code(), error.sentence(), error.remedy()),
                error.owner());
    }
}
