package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.Publications;
import io.headgate.api.run.RunView.AttemptView;
import io.headgate.api.run.RunView.CallView;
import io.headgate.api.run.RunView.CalledBy;
import io.headgate.api.run.RunView.ComponentView;
import io.headgate.api.run.RunView.ReceiptLine;
import io.headgate.api.run.RunView.StopOutcome;
import io.headgate.api.stage.Stages;
import io.headgate.dag.definition.Component;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Runs as the API shows them. */
@Service
class RunViews {

    private static final int MOST_REPETITIONS = 20;

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final AttemptRepository attempts;
    private final RunGraphs graphs;
    private final Processes processes;
    private final Publications publications;
    private final Stages stages;
    private final RemovedRuns removed;
    private final JsonMapper json;

    RunViews(
            RunRepository runs,
            TaskRunRepository tasks,
            AttemptRepository attempts,
            RunGraphs graphs,
            Processes processes,
            Publications publications,
            Stages stages,
            RemovedRuns removed,
            JsonMapper json) {
        this.runs = runs;
        this.tasks = tasks;
        this.attempts = attempts;
        this.graphs = graphs;
        this.processes = processes;
        this.publications = publications;
        this.stages = stages;
        this.removed = removed;
        this.json = json;
    }

    @Transactional(readOnly = true)
    public RunView get(String runId) {
        return views(List.of(runs.findById(runId).orElseThrow(() -> removed.whyNot(runId))))
                .getFirst();
    }

    /** Several at once, in the order of the ids; those that are no run's are left out. */
    @Transactional(readOnly = true)
    public List<RunView> all(List<String> runIds) {
        Map<String, Run> byId =
                runs.findByIdIn(runIds).stream().collect(Collectors.toMap(Run::id, Function.identity()));
        return views(runIds.stream().map(byId::get).filter(Objects::nonNull).toList());
    }

    private List<RunView> views(List<Run> those) {
        List<String> ids = those.stream().map(Run::id).toList();
        Map<String, List<TaskRun>> ofRuns =
                tasks.findByRunIdInOrderByN(ids).stream().collect(Collectors.groupingBy(TaskRun::runId));
        Map<UUID, List<Attempt>> byTask =
                attempts.findByRunIdInOrderByNumber(ids).stream().collect(Collectors.groupingBy(Attempt::taskRunId));
        Map<String, List<String>> repetitions = runs.repetitions(ids).stream()
                .collect(Collectors.groupingBy(
                        Repetition::parentId, Collectors.mapping(Repetition::id, Collectors.toList())));
        // Runs of one publication are many, and it never changes.
        Map<UUID, Publications.Published> published = new HashMap<>();
        those.stream()
                .map(Run::publicationId)
                .filter(Objects::nonNull)
                .forEach(id -> published.computeIfAbsent(id, publications::byId));
        Map<String, List<Run>> calls = runs.findByCallerRunInOrderByCallerAttempt(ids).stream()
                .collect(Collectors.groupingBy(RunViews::caller));
        return those.stream()
                .map(run -> view(
                        run,
                        run.publicationId() == null ? null : published.get(run.publicationId()),
                        // Admission may commit between two reads: a run that was read as waiting has no components to
                        // show yet.
                        run.publicationId() == null ? List.of() : ofRuns.getOrDefault(run.id(), List.of()),
                        byTask,
                        calls.getOrDefault(run.id(), List.of()),
                        repetitions.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private RunView view(
            Run run,
            Publications.@Nullable Published published,
            List<TaskRun> ofRun,
            Map<UUID, List<Attempt>> byTask,
            List<Run> called,
            List<String> repetitions) {
        Map<String, Run> calls = called.stream()
                .collect(Collectors.toMap(RunViews::calling, Function.identity(), (earlier, later) -> later));
        ProcessView process = processes.byId(run.processId());
        RunGraph graph = published == null || ofRun.isEmpty() ? null : graphs.ofVersion(published.versionId());
        Repeat repeat = run.repeat();
        return new RunView(
                run.id(),
                process.key(),
                process.name(),
                stages.byId(run.stageId()).key(),
                published == null
                        ? null
                        : processes.versionById(published.versionId()).number(),
                published == null ? null : published.number(),
                run.state(),
                run.origin(),
                run.requestedBy(),
                run.businessDate(),
                run.dueAt(),
                run.notBefore(),
                json.readTree(run.parameters()),
                run.boundValues() == null ? null : json.readTree(run.boundValues()),
                run.reason(),
                run.trouble(),
                run.requestedAt(),
                run.startedAt(),
                run.stopRequestedAt(),
                run.stopRequestedBy(),
                run.endedAt(),
                repeat == null ? null : repeat.parentId(),
                repeat == null ? null : repeat.scope(),
                repeat == null ? null : repeat.from(),
                run.upstreamId(),
                calledBy(run),
                repetitions.stream().limit(MOST_REPETITIONS).toList(),
                ofRun.stream()
                        .map(task -> component(
                                Objects.requireNonNull(graph),
                                task,
                                byTask.getOrDefault(task.id(), List.of()),
                                calls.get(task.componentKey())))
                        .toList(),
                receipt(run, ofRun, byTask, calls));
    }

    private static String calling(Run called) {
        return Objects.requireNonNull(called.calledFrom()).component();
    }

    private static String caller(Run called) {
        return Objects.requireNonNull(called.calledFrom()).runId();
    }

    private @Nullable CalledBy calledBy(Run run) {
        CallSite site = run.calledFrom();
        if (site == null) {
            return null;
        }
        ProcessView process = processes.byId(runs.findById(site.runId())
                .map(Run::processId)
                .or(() -> removed.processOf(site.runId()))
                .orElseThrow());
        return new CalledBy(site.runId(), process.key(), process.name(), site.component());
    }

    private @Nullable CallView call(@Nullable Run called) {
        CallSite site = called == null ? null : called.calledFrom();
        if (called == null || site == null) {
            return null;
        }
        ProcessView process = processes.byId(called.processId());
        return new CallView(
                called.id(), process.key(), process.name(), site.attempt(), called.state(), called.reason());
    }

    private ComponentView component(RunGraph graph, TaskRun task, List<Attempt> ofTask, @Nullable Run called) {
        Component component = graph.component(task.n());
        Attempt last = ofTask.isEmpty() ? null : ofTask.getLast();
        return new ComponentView(
                task.componentKey(),
                task.n(),
                component.label(),
                component.type(),
                task.state(),
                task.startedAt(),
                task.endedAt(),
                StepResult.shown(json, task.result()),
                task.error(),
                last == null ? trouble(task, called) : last.trouble(),
                task.reusedFrom(),
                task.mark(),
                call(called),
                ofTask.stream().map(RunViews::attempt).toList());
    }

    /** What keeps a called run from going on keeps the component from it. */
    private static @Nullable Trouble trouble(TaskRun task, @Nullable Run called) {
        return called == null || task.state().isTerminal()
                ? null
                : called.reason() == null ? called.trouble() : called.reason();
    }

    private static AttemptView attempt(Attempt attempt) {
        return new AttemptView(
                attempt.attemptKey(),
                attempt.number(),
                attempt.state(),
                attempt.stepId(),
                attempt.clusterId(),
                attempt.queuedAt(),
                attempt.submittedAt(),
                attempt.startedAt(),
                attempt.endedAt());
    }

    private static @Nullable List<ReceiptLine> receipt(
            Run run, List<TaskRun> ofRun, Map<UUID, List<Attempt>> byTask, Map<String, Run> calls) {
        if (run.stopRequestedAt() == null) {
            return null;
        }
        return ofRun.stream()
                .map(task -> {
                    List<Attempt> ofTask = byTask.getOrDefault(task.id(), List.of());
                    Attempt last = ofTask.isEmpty() ? null : ofTask.getLast();
                    Run called = calls.get(task.componentKey());
                    return new ReceiptLine(
                            task.componentKey(),
                            last == null ? null : last.stepId(),
                            called == null ? null : called.id(),
                            called == null ? outcome(last) : outcome(called));
                })
                .toList();
    }

    private static StopOutcome outcome(Run called) {
        if (called.isOpen()) {
            return StopOutcome.STILL_RUNNING;
        }
        if (called.startedAt() == null) {
            return StopOutcome.NOT_STARTED;
        }
        return called.state() == RunState.STOPPED ? StopOutcome.CANCELLED : StopOutcome.FINISHED_BEFORE;
    }

    private static StopOutcome outcome(@Nullable Attempt last) {
        if (last == null || (last.stepId() == null && last.state().isTerminal())) {
            return StopOutcome.NOT_STARTED;
        }
        return switch (last.state()) {
            case CANCELLED -> StopOutcome.CANCELLED;
            case SUCCEEDED, FAILED -> StopOutcome.FINISHED_BEFORE;
            case QUEUED, SUBMITTING, PENDING, RUNNING -> StopOutcome.STILL_RUNNING;
        };
    }
}
