package io.headgate.api.run;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.dag.catalog.ComponentTypes;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says about a component that did not succeed what a repetition of the run is to take it for. */
@Service
class Marks {

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final RunGraphs graphs;
    private final ComponentTypes types;
    private final RunEvents events;
    private final AuditTrail audit;
    private final Clock clock;

    Marks(
            RunRepository runs,
            TaskRunRepository tasks,
            RunGraphs graphs,
            ComponentTypes types,
            RunEvents events,
            AuditTrail audit,
            Clock clock) {
        this.runs = runs;
        this.tasks = tasks;
        this.graphs = graphs;
        this.types = types;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Marks a component of a run that is over; a mark that it had is replaced. */
    @Transactional
    public void mark(UUID tenantId, String runId, String component, String actor, Mark.As as, String reason) {
        TaskRun task = task(runId, component);
        RunGraph graph = graphs.of(runs.findById(runId).orElseThrow());
        if (!fits(graph, types, component, as)) {
            throw ProblemException.conflict("mark.has-readers", whyNot(graph, component, as));
        }
        set(tenantId, task, new Mark(as, reason.strip(), actor, clock.instant()));
        audit.record(tenantId, actor, "run.mark", runId, component + " " + as + ": " + reason.strip());
    }

    /** Takes a mark back. */
    @Transactional
    public void unmark(UUID tenantId, String runId, String component, String actor) {
        TaskRun task = task(runId, component);
        if (task.mark() != null) {
            set(tenantId, task, null);
            audit.record(tenantId, actor, "run.unmark", runId, component);
        }
    }

    /** Whether what comes after a component can do without its rows. */
    static boolean fits(RunGraph graph, ComponentTypes types, String component, Mark.As as) {
        return !graph.hasReaders(component, types)
                || (as == Mark.As.SKIPPED && graph.upstreamOf(component).size() == 1);
    }

    private static String whyNot(RunGraph graph, String component, Mark.As as) {
        if (as == Mark.As.SUCCEEDED) {
            return "Components after it read its rows, and it left none. "
                    + (graph.upstreamOf(component).size() == 1
                            ? "Mark it as skipped, then they get the rows that come into it; or run it again."
                            : "Run it again.");
        }
        return "Components after it read its rows. It could only be skipped if it had exactly one input to hand on. Run it again.";
    }

    private void set(UUID tenantId, TaskRun task, @Nullable Mark mark) {
        task.mark(mark);
        tasks.save(task);
        events.taskChanged(tenantId, task);
    }

    private TaskRun task(String runId, String component) {
        Run run = runs.lock(runId).orElseThrow(Runs::unknown);
        if (!run.state().isSettled() || run.state() == RunState.STOP_INCOMPLETE) {
            throw ProblemException.conflict(
                    "mark.not-over",
                    "The run has not ended yet. Wait for its end or stop it, then mark the component.");
        }
        TaskRun task = tasks.findByRunIdAndComponentKey(runId, component)
                .orElseThrow(() -> ProblemException.notFound(
                        "component.unknown", "The run has no component '" + component + "'."));
        if (!task.canBeMarked()) {
            throw ProblemException.conflict(
                    "mark.not-failed",
                    "Only a component that did not succeed can be marked. This one is " + task.state() + ".");
        }
        return task;
    }
}
