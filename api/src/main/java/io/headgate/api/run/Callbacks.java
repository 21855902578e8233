package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.platform.Trouble;
import io.headgate.api.publication.Publications;
import io.headgate.api.run.CallbackAnswers.Ask;
import io.headgate.api.run.CallbackAnswers.Exit;
import io.headgate.api.run.CallbackAnswers.Gate;
import io.headgate.api.run.CallbackAnswers.Reason;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.work.WorkQueue;
import io.headgate.dag.definition.Component;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Headgate's side of the hand-shake with Airflow. Each answer is decided under the lock of the run's row. */
@Service
class Callbacks {

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final AttemptRepository attempts;
    private final RunGraphs graphs;
    private final Publications publications;
    private final Accounts accounts;
    private final Settling settling;
    private final RunEvents events;
    private final WorkQueue work;
    private final Clock clock;

    Callbacks(
            RunRepository runs,
            TaskRunRepository tasks,
            AttemptRepository attempts,
            RunGraphs graphs,
            Publications publications,
            Accounts accounts,
            Settling settling,
            RunEvents events,
            WorkQueue work,
            Clock clock) {
        this.runs = runs;
        this.tasks = tasks;
        this.attempts = attempts;
        this.graphs = graphs;
        this.publications = publications;
        this.accounts = accounts;
        this.settling = settling;
        this.events = events;
        this.work = work;
        this.clock = clock;
    }

    /** Whether the run may go. */
    @Transactional
    public Gate gate(TenantView tenant, String dagId, String runId) {
        Optional<Run> found = find(dagId, runId);
        if (found.isEmpty()) {
            return Gate.skip(CallbackAnswers.RUN_UNKNOWN);
        }
        Run run = found.get();
        if (run.state() == RunState.STARTING && tenant.suspended()) {
            turnAway(run);
            return Gate.skip(CallbackAnswers.SUSPENDED);
        }
        return switch (run.state()) {
            case STARTING -> {
                run.start(clock.instant());
                runs.save(run);
                work.put(
                        run.tenantId(),
                        Reconciler.KIND,
                        Reconciler.ALL,
                        clock.instant().plus(Reconciler.INTERVAL));
                events.runChanged(run);
                yield Gate.START;
            }
            case RUNNING, SETTLING -> Gate.START;
            case STOPPING, STOPPED, STOP_INCOMPLETE -> Gate.skip(CallbackAnswers.RUN_STOPPED);
            case WAITING -> Gate.skip(CallbackAnswers.RUN_UNKNOWN);
            case SUCCEEDED, FAILED, SKIPPED -> Gate.skip(CallbackAnswers.RUN_OVER);
        };
    }

    /** Whether component n may be submitted; if so, the intent is committed with this answer. */
    @Transactional
    public Ask ask(String dagId, String runId, int n) {
        Optional<Run> found = find(dagId, runId);
        if (found.isEmpty()) {
            return Ask.refuse(CallbackAnswers.RUN_UNKNOWN);
        }
        Run run = found.get();
        RunGraph graph = graphs.of(run);
        if (!graph.has(n)) {
            return Ask.refuse(CallbackAnswers.RUN_UNKNOWN);
        }
        List<TaskRun> all = tasks.findByRunIdOrderByN(runId);
        TaskRun task = all.get(n - 1);
        return switch (task.state()) {
            case QUEUED, SUBMITTING, PENDING, RUNNING, SUCCEEDED, FAILED -> Ask.SUBMIT;
            case PASSED -> Ask.PASS;
            case STOPPED -> Ask.refuse(CallbackAnswers.RUN_STOPPED);
            case SKIPPED -> Ask.refuse(CallbackAnswers.UPSTREAM);
            case NONE -> run.state() == RunState.RUNNING ? decide(run, graph, all, task) : Ask.refuse(whyNot(run));
        };
    }

    /** Airflow has come to the end of the run. */
    @Transactional
    public Exit exit(String dagId, String runId) {
        Optional<Run> found = find(dagId, runId);
        if (found.isEmpty()) {
            return new Exit("SKIPPED", CallbackAnswers.RUN_UNKNOWN);
        }
        Run run = found.get();
        settling.orchestratorIsThrough(run, null);
        return switch (run.state()) {
            case SUCCEEDED -> new Exit("SUCCEEDED", null);
            case FAILED ->
                new Exit("FAILED", new Reason("run.failed", "A component failed; Headgate shows which and why."));
            case STOPPED, STOPPING, STOP_INCOMPLETE -> new Exit("STOPPED", CallbackAnswers.RUN_STOPPED);
            case SKIPPED, WAITING -> new Exit("SKIPPED", CallbackAnswers.RUN_OVER);
            case STARTING, RUNNING, SETTLING -> new Exit("SETTLING", null);
        };
    }

    private Ask decide(Run run, RunGraph graph, List<TaskRun> all, TaskRun task) {
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
        ComputeTarget target = accounts.computeTarget(run.tenantId()).orElseThrow();
        Instant now = clock.instant();
        task.queued();
        attempts.save(new Attempt(run.tenantId(), task, 1, target, component.timeout(), now, now));
        work.put(run.tenantId(), ClusterWork.KIND, target.accountId().toString());
        return saved(run, task, Ask.SUBMIT);
    }

    private Ask saved(Run run, TaskRun task, Ask answer) {
        tasks.save(task);
        events.taskChanged(run.tenantId(), task);
        if (task.state().isTerminal()) {
            settling.settleIfOver(run);
        }
        return answer;
    }

    private void turnAway(Run run) {
        for (TaskRun task : tasks.findByRunIdOrderByN(run.id())) {
            task.stopped(clock.instant());
            tasks.save(task);
        }
        settling.end(
                run,
                RunState.SKIPPED,
                new Trouble(
                        "run.tenant-suspended",
                        "The tenant was suspended before the run began.",
                        "Run it again when the tenant is resumed."));
    }

    private Optional<Run> find(String dagId, String runId) {
        return runs.lock(runId).filter(run -> isOn(run, dagId));
    }

    private boolean isOn(Run run, String dagId) {
        return run.publicationId() != null
                && publications
                        .byId(Objects.requireNonNull(run.publicationId()))
                        .dagId()
                        .equals(dagId);
    }

    private static Reason whyNot(Run run) {
        return run.stopRequestedAt() == null ? CallbackAnswers.RUN_OVER : CallbackAnswers.RUN_STOPPED;
    }
}
