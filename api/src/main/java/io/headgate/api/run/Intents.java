package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.run.CallbackAnswers.Ask;
import io.headgate.api.work.WorkQueue;
import io.headgate.dag.definition.Component;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Decides, once, what becomes of a component whose turn has come. Always called with the run's row locked. */
@org.springframework.stereotype.Component
class Intents {

    private final TaskRunRepository tasks;
    private final AttemptRepository attempts;
    private final Accounts accounts;
    private final Reuse reuse;
    private final Settling settling;
    private final RunEvents events;
    private final WorkQueue work;
    private final Clock clock;

    Intents(
            TaskRunRepository tasks,
            AttemptRepository attempts,
            Accounts accounts,
            Reuse reuse,
            Settling settling,
            RunEvents events,
            WorkQueue work,
            Clock clock) {
        this.tasks = tasks;
        this.attempts = attempts;
        this.accounts = accounts;
        this.reuse = reuse;
        this.settling = settling;
        this.events = events;
        this.work = work;
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
        if (before.stream().anyMatch(upstream -> !upstream.state().letsThrough())) {
            task.skipped(
                    new ComponentError(
                            "component.upstream",
                            "It did not run, because a component before it did not succeed.",
                            "Mend that component, then run again.",
                            "author"),
                    clock.instant());
            return saved(run, task, Ask.refuse(CallbackAnswers.UPSTREAM));
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
        String workHash = reuse.workHash(run, graph, component, task, all);
        task.isToDo(workHash);
        Optional<TaskRun> earlier = reuse.earlier(run, graph, task, workHash);
        if (earlier.isPresent()) {
            task.reused(earlier.get(), clock.instant());
            return saved(run, task, Ask.PASS);
        }
        submit(run, task, component);
        return saved(run, task, Ask.SUBMIT);
    }

    private void submit(Run run, TaskRun task, Component component) {
        ComputeTarget target =
                accounts.computeTarget(run.tenantId(), run.stageId()).orElseThrow();
        Instant now = clock.instant();
        task.queued();
        attempts.save(new Attempt(run.tenantId(), task, 1, target, component.timeout(), now, now));
        work.put(run.tenantId(), ClusterWork.KIND, target.accountId().toString());
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
