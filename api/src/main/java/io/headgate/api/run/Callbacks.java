package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.api.publication.Publications;
import io.headgate.api.run.CallbackAnswers.Ask;
import io.headgate.api.run.CallbackAnswers.Exit;
import io.headgate.api.run.CallbackAnswers.Gate;
import io.headgate.api.run.CallbackAnswers.Reason;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
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
    private final RunGraphs graphs;
    private final Intents intents;
    private final Publications publications;
    private final Settling settling;
    private final RunEvents events;
    private final WorkQueue work;
    private final Clock clock;

    Callbacks(
            RunRepository runs,
            TaskRunRepository tasks,
            RunGraphs graphs,
            Intents intents,
            Publications publications,
            Settling settling,
            RunEvents events,
            WorkQueue work,
            Clock clock) {
        this.runs = runs;
        this.tasks = tasks;
        this.graphs = graphs;
        this.intents = intents;
        this.publications = publications;
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
            case PASSED, LEFT_OUT -> Ask.PASS;
            case STOPPED -> Ask.refuse(CallbackAnswers.RUN_STOPPED);
            case SKIPPED -> Ask.refuse(CallbackAnswers.UPSTREAM);
            case NONE ->
                run.state() == RunState.RUNNING ? intents.decide(run, graph, all, task) : Ask.refuse(whyNot(run));
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
