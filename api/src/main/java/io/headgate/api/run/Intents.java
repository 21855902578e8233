package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import io.headgate.api.run.CallbackAnswers.Ask;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.condition.Verdict;
import io.headgate.dag.definition.Component;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Decides, once, what becomes of a component whose turn has come. Always called with the run's row locked. */
@org.springframework.stereotype.Component
class Intents {

    private final TaskRunRepository tasks;
    private final ComponentTypes types;
    private final Conditions conditions;
    private final Reuse reuse;
    private final AttemptQueue queue;
    private final Calls calls;
    private final Settling settling;
    private final RunEvents events;
    private final Clock clock;

    Intents(
            TaskRunRepository tasks,
            ComponentTypes types,
            Conditions conditions,
            Reuse reuse,
            AttemptQueue queue,
            Calls calls,
            Settling settling,
            RunEvents events,
            Clock clock) {
        this.tasks = tasks;
        this.types = types;
        this.conditions = conditions;
        this.reuse = reuse;
        this.queue = queue;
        this.calls = calls;
        this.settling = settling;
        this.events = events;
        this.clock = clock;
    }

    /** Submit, pass, take over an earlier result, or refuse; the decision is committed with the answer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Ask decide(Run run, RunGraph graph, List<TaskRun> all, TaskRun task) {
        List<TaskRun> before = graph.upstreamOf(task.componentKey()).stream()
                .map(key -> all.get(graph.numberOf(key) - 1))
                .toList();
        Component component = graph.component(task.n());
        if (before.stream().anyMatch(upstream -> !upstream.state().isTerminal())) {
            throw ProblemException.conflict("callback.too-early", "A component before this one has not ended yet.");
        }
        if (before.stream().anyMatch(upstream -> !upstream.state().isGood())) {
            task.skipped(
                    new ComponentError(
                            "component.upstream",
                            "It did not run, because a component before it did not succeed.",
                            "Mend that component, then run again.",
                            "author"),
                    clock.instant());
            return saved(run, task, Ask.refuse(CallbackAnswers.UPSTREAM));
        }
        Optional<TaskRun> missing = missing(component, before);
        if (missing.isPresent()) {
            task.leftOut(nothingCameFrom(graph.component(missing.get().n())), clock.instant());
            return saved(run, task, Ask.PASS);
        }
        if (component.disabled()) {
            task.passed(clock.instant());
            return saved(run, task, Ask.PASS);
        }
        Optional<Mark> mark = reuse.mark(run, graph, task);
        if (mark.isPresent()) {
            task.passed(mark.get(), clock.instant());
            return saved(run, task, Ask.PASS);
        }
        String condition = component.condition();
        if (condition != null && !holds(task, condition, conditions.verdict(graph, task, all))) {
            return saved(run, task, task.state() == TaskState.LEFT_OUT ? Ask.PASS : Ask.SUBMIT);
        }
        String workHash = reuse.workHash(run, graph, component, task, all);
        task.isToDo(workHash);
        Optional<TaskRun> earlier = reuse.earlier(run, graph, task, workHash);
        if (earlier.isPresent()) {
            task.reused(earlier.get(), clock.instant());
            return saved(run, task, Ask.PASS);
        }
        if (calls.isCall(component)) {
            calls.begin(run, component, task, reuse.unfinished(run, graph, task));
        } else {
            queue.put(run, task, 1, component.timeout(), Duration.ZERO);
        }
        return saved(run, task, Ask.SUBMIT);
    }

    /** A component that was left out and without which this one is, too. */
    private Optional<TaskRun> missing(Component component, List<TaskRun> before) {
        List<TaskRun> leftOut = before.stream()
                .filter(upstream -> upstream.state() == TaskState.LEFT_OUT)
                .toList();
        boolean anyWillDo = types.resolve(component.type(), component.version())
                .orElseThrow()
                .inputs()
                .anyWillDo();
        return anyWillDo && leftOut.size() < before.size()
                ? Optional.empty()
                : leftOut.stream().findFirst();
    }

    /** Whether the component is to run; if not, it has ended and says why. */
    private boolean holds(TaskRun task, String condition, Optional<Verdict> verdict) {
        switch (verdict.orElseGet(() -> new Verdict.Undecidable(
                "its condition is not understood any more", "Correct the condition and publish.", Map.of()))) {
            case Verdict.Decided decided
            when decided.holds() -> {
                return true;
            }
            case Verdict.Decided decided -> task.leftOut(Conditions.notMet(condition, decided), clock.instant());
            // Airflow waits for it as for one that was submitted, and hears that it failed.
            case Verdict.Undecidable undecidable ->
                task.failed(null, Conditions.undecidable(condition, undecidable), clock.instant());
        }
        return false;
    }

    private static ComponentError nothingCameFrom(Component upstream) {
        return new ComponentError(
                "condition.input-skipped",
                "It was skipped, because \"" + upstream.label() + "\" was skipped and nothing came from there.",
                "Nothing has to be done. That component says why it was skipped.",
                "author");
    }

    private Ask saved(Run run, TaskRun task, Ask answer) {
        tasks.save(task);
        events.taskChanged(run.tenantId(), task);
        if (task.state().isTerminal()) {
            settling.settleIfOver(run);
        }
        return answer;
    }
}
