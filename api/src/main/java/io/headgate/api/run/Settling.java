package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Decides whether a run is over, and ends it. Always called with the run's row locked. */
@Component
class Settling {

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final AttemptRepository attempts;
    private final RunEvents events;
    private final WorkQueue work;
    private final StepSettings settings;
    private final ApplicationEventPublisher listeners;
    private final Clock clock;

    Settling(
            RunRepository runs,
            TaskRunRepository tasks,
            AttemptRepository attempts,
            RunEvents events,
            WorkQueue work,
            StepSettings settings,
            ApplicationEventPublisher listeners,
            Clock clock) {
        this.runs = runs;
        this.tasks = tasks;
        this.attempts = attempts;
        this.events = events;
        this.work = work;
        this.settings = settings;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Ends the run if all its components have ended and no attempt and no called run is open. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settleIfOver(Run run) {
        if (run.state() == RunState.STOP_INCOMPLETE && openAttempts(run).isEmpty() && openCalls(run) == 0) {
            run.stopCompleted(clock.instant());
            runs.save(run);
            wakeCaller(run);
            events.runChanged(run);
        }
        if (run.state().isSettled() || run.state() == RunState.WAITING) {
            return;
        }
        List<Attempt> open = openAttempts(run);
        if (run.state() == RunState.STOPPING) {
            settleStopped(run, open);
            return;
        }
        List<TaskRun> all = tasks.findByRunIdOrderByN(run.id());
        if (open.isEmpty() && all.stream().allMatch(task -> task.state().isTerminal()) && openCalls(run) == 0) {
            boolean good = all.stream().allMatch(task -> task.state().isGood());
            Trouble why = run.state() == RunState.SETTLING ? run.trouble() : null;
            end(run, good ? RunState.SUCCEEDED : RunState.FAILED, good ? null : why);
        }
    }

    /** Airflow is through with the run: components that it never asked for will not run any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void orchestratorIsThrough(Run run, @Nullable Trouble why) {
        if (run.state().isSettled() || run.state() == RunState.WAITING) {
            return;
        }
        for (TaskRun task : tasks.findByRunIdOrderByN(run.id())) {
            if (task.state() == TaskState.NONE) {
                task.skipped(
                        new ComponentError(
                                "run.ended-early",
                                "The run ended before this component's turn came.",
                                "Run the process again.",
                                "engineer"),
                        clock.instant());
                tasks.save(task);
                events.taskChanged(run.tenantId(), task);
            }
        }
        if (!openAttempts(run).isEmpty() || openCalls(run) > 0) {
            run.settling();
            run.trouble(why);
            runs.save(run);
            events.runChanged(run);
        }
        settleIfOver(run);
        if (run.state() == RunState.FAILED && why != null) {
            run.trouble(why);
            runs.save(run);
        }
    }

    /** Ends the run now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(Run run, RunState state, @Nullable Trouble why) {
        run.settle(state, why, clock.instant());
        runs.save(run);
        listeners.publishEvent(new RunEnded(run.tenantId(), run.id(), run.processId(), state, run.origin()));
        wakeCaller(run);
        work.put(run.tenantId(), Admission.KIND, run.processId().toString());
        events.runChanged(run);
    }

    /** In the transaction that ends the run, so that no end is missed. */
    private void wakeCaller(Run run) {
        if (run.calledFrom() != null) {
            work.put(run.tenantId(), CallWork.KIND, run.id());
        }
    }

    private void settleStopped(Run run, List<Attempt> open) {
        int calls = openCalls(run);
        if (open.isEmpty() && calls == 0) {
            end(run, RunState.STOPPED, null);
        } else if (isPast(run.stopRequestedAt(), settings.stopLimit())) {
            end(
                    run,
                    RunState.STOP_INCOMPLETE,
                    new Trouble(
                            "stop.incomplete",
                            notStopped(open.size(), calls) + " could not be stopped and may still be running.",
                            "Headgate goes on trying and says STOPPED when they have ended. Stop the run again to be more insistent, or end these steps in the AWS account: the receipt names them."));
        }
    }

    private static String notStopped(int steps, int calls) {
        String ofSteps = steps == 0 ? "" : steps == 1 ? "One step" : steps + " steps";
        String ofCalls = calls == 0 ? "" : calls == 1 ? "One run that it called" : calls + " runs that it called";
        return steps > 0 && calls > 0
                ? ofSteps + ", and " + ofCalls.substring(0, 1).toLowerCase(Locale.ROOT) + ofCalls.substring(1) + ","
                : ofSteps + ofCalls;
    }

    private int openCalls(Run run) {
        return runs.openCallIds(run.id()).size();
    }

    private boolean isPast(@Nullable Instant since, Duration limit) {
        return since != null && since.plus(limit).isBefore(clock.instant());
    }

    private List<Attempt> openAttempts(Run run) {
        return attempts.findByRunIdOrderByQueuedAt(run.id()).stream()
                .filter(attempt -> !attempt.state().isTerminal())
                .toList();
    }
}
