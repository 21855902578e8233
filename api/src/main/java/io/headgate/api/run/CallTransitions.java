package io.headgate.api.run;

import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves a component on that waits for a called run. Only the caller's row is locked: the called run is read as it was last
 * committed, and its end wakes this again. So no transaction holds two runs, whichever way they call; and one call is looked at
 * in a transaction, so that none enters two runs.
 */
@Service
class CallTransitions {

    /** What a look at a call has found. */
    sealed interface Look {

        /** Nothing is waited for any more. */
        record Over() implements Look {}

        /** The called run goes on; to be looked at again at this time at the latest. */
        record Open(Instant again) implements Look {}

        /** The called run is to be stopped, in a transaction of its own; then to be looked at again. */
        record Stop(String actor, Instant again) implements Look {}
    }

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

    /** Ends the component if its called run has ended, or says what becomes of that one. */
    @Transactional
    public Look look(String calledId) {
        Run caller = runs.lock(runs.callerOf(calledId)).orElseThrow();
        Run called = runs.findById(calledId).orElseThrow();
        CallSite site = Objects.requireNonNull(called.calledFrom());
        TaskRun task =
                tasks.findByRunIdAndComponentKey(caller.id(), site.component()).orElseThrow();
        boolean isLatest =
                runs.calledBy(caller.id(), site.component()).getFirst().id().equals(calledId);
        if (task.state().isTerminal() || !isLatest) {
            return new Look.Over();
        }
        Component component = graphs.of(caller).component(task.n());
        if (called.isOpen()) {
            Instant again = nextLook(called, component);
            return stopper(caller, called, component)
                    .<Look>map(actor -> new Look.Stop(actor, again))
                    .orElseGet(() -> new Look.Open(again));
        }
        ended(caller, component, task, called);
        settling.settleIfOver(caller);
        return new Look.Over();
    }

    /** Who has the called run stopped; empty when it may go on. */
    private Optional<String> stopper(Run caller, Run called, Component component) {
        Instant stopped = called.stopRequestedAt();
        Instant callerStopped = caller.stopRequestedAt();
        if (callerStopped != null) {
            // Stopping the caller anew stops anew what it called.
            return stopped == null || stopped.isBefore(callerStopped)
                    ? Optional.ofNullable(caller.stopRequestedBy())
                    : Optional.empty();
        }
        return deadline(called, component)
                .filter(at -> stopped == null && !at.isAfter(clock.instant()))
                .map(at -> TIME_LIMIT);
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

    private void ended(Run caller, Component component, TaskRun task, Run called) {
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
