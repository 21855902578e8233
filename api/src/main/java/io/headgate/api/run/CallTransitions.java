package io.headgate.api.run;

import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves the components of a run on that wait for called runs. Only the caller's row is locked: a called run is read as it was
 * last committed, and its end wakes this again. So no transaction holds two runs, whichever way they call.
 */
@Service
class CallTransitions {

    /** That a called run is to be stopped. */
    record Stop(String runId, String actor) {}

    /**
     * What a look at a run's calls has found.
     *
     * @param stops called runs to stop, each in a transaction of its own
     * @param again when to look again at the latest; empty when nothing is waited for
     */
    record Look(List<Stop> stops, Optional<Instant> again) {}

    /** Who stops a called run that takes too long. */
    private static final String TIME_LIMIT = "headgate";

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final RunGraphs graphs;
    private final Calls calls;
    private final CallOutcomes outcomes;
    private final Settling settling;
    private final RunEvents events;
    private final Clock clock;

    CallTransitions(
            RunRepository runs,
            TaskRunRepository tasks,
            RunGraphs graphs,
            Calls calls,
            CallOutcomes outcomes,
            Settling settling,
            RunEvents events,
            Clock clock) {
        this.runs = runs;
        this.tasks = tasks;
        this.graphs = graphs;
        this.calls = calls;
        this.outcomes = outcomes;
        this.settling = settling;
        this.events = events;
        this.clock = clock;
    }

    /** Ends the components whose called runs have ended, and says which called runs are to be stopped. */
    @Transactional
    public Look look(String callerId) {
        Run caller = runs.lock(callerId).orElseThrow();
        Map<String, Run> latest = new LinkedHashMap<>();
        runs.findByCallerRunOrderByCallerAttempt(callerId)
                .forEach(called ->
                        latest.put(Objects.requireNonNull(called.calledFrom()).component(), called));
        if (latest.isEmpty()) {
            return new Look(List.of(), Optional.empty());
        }
        RunGraph graph = graphs.of(caller);
        List<Stop> stops = new ArrayList<>();
        Optional<Instant> again = Optional.empty();
        for (TaskRun task : tasks.findByRunIdOrderByN(callerId)) {
            Run called = latest.get(task.componentKey());
            if (called == null || task.state().isTerminal()) {
                continue;
            }
            Component component = graph.component(task.n());
            Instant next;
            if (called.isOpen()) {
                stop(caller, called, component).ifPresent(stops::add);
                next = nextLook(called, component);
            } else if (ended(caller, component, task, called)) {
                continue;
            } else {
                // One new run in a transaction: several would wake their processes in an order of their own.
                again = Optional.of(clock.instant());
                break;
            }
            again = again.filter(earlier -> earlier.isBefore(next)).or(() -> Optional.of(next));
        }
        settling.settleIfOver(caller);
        return new Look(stops, again);
    }

    private Optional<Stop> stop(Run caller, Run called, Component component) {
        Instant stopped = called.stopRequestedAt();
        Instant callerStopped = caller.stopRequestedAt();
        if (callerStopped != null) {
            // Stopping the caller anew stops anew what it called.
            return stopped == null || stopped.isBefore(callerStopped)
                    ? Optional.of(new Stop(called.id(), Objects.requireNonNull(caller.stopRequestedBy())))
                    : Optional.empty();
        }
        return stopped == null
                        && deadline(called, component)
                                .filter(at -> !at.isAfter(clock.instant()))
                                .isPresent()
                ? Optional.of(new Stop(called.id(), TIME_LIMIT))
                : Optional.empty();
    }

    private Instant nextLook(Run called, Component component) {
        Instant safety = clock.instant().plus(Calls.SAFETY);
        return deadline(called, component)
                .filter(at -> at.isAfter(clock.instant()) && at.isBefore(safety))
                .orElse(safety);
    }

    /** Its waiting counts: meanwhile its caller holds a place. */
    private static Optional<Instant> deadline(Run called, Component component) {
        Duration limit = component.timeout();
        Instant began = Objects.requireNonNullElse(called.notBefore(), called.requestedAt());
        return limit == null ? Optional.empty() : Optional.of(began.plus(limit));
    }

    /** Whether the component has ended with its call; if not, it has called again. */
    private boolean ended(Run caller, Component component, TaskRun task, Run called) {
        boolean isTimedOut = deadline(called, component)
                .filter(at -> called.stopRequestedAt() != null
                        && !called.stopRequestedAt().isBefore(at))
                .isPresent();
        switch (outcomes.of(called, calls.of(component, task).resultFrom(), isTimedOut)) {
            case CallOutcomes.Outcome.Succeeded done -> task.succeeded(done.result(), clock.instant());
            case CallOutcomes.Outcome.Failed failed -> failed(caller, component, task, called, failed);
        }
        tasks.save(task);
        events.taskChanged(caller.tenantId(), task);
        return task.state().isTerminal();
    }

    private void failed(Run caller, Component component, TaskRun task, Run called, CallOutcomes.Outcome.Failed failed) {
        RetryPolicy retries = component.retries();
        int attempt = Objects.requireNonNull(called.calledFrom()).attempt();
        if (caller.state() == RunState.STOPPING || caller.state() == RunState.STOP_INCOMPLETE) {
            task.stopped(clock.instant());
        } else if (failed.mayHelpAgain()
                && retries != null
                && attempt <= retries.count()
                && caller.state() == RunState.RUNNING) {
            calls.again(caller, component, task, called, retries.delay());
        } else {
            task.failed(null, failed.error(), clock.instant());
        }
    }
}
