package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.RetryPolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The durable transitions of attempts, each a transaction of its own under the lock of the run's row. */
@Service
class AttemptTransitions {

    /** All that a submission needs, read under the lock that moved the attempt to SUBMITTING. */
    record Submitting(Run run, TaskRun task, Attempt attempt) {

        /** Tells this submission from a later one of the same attempt, by an instance that took over. */
        Instant since() {
            return Objects.requireNonNull(attempt.submittingSince());
        }
    }

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final AttemptRepository attempts;
    private final RunGraphs graphs;
    private final Reuse reuse;
    private final AttemptQueue queue;
    private final Settling settling;
    private final RunEvents events;
    private final Clock clock;

    AttemptTransitions(
            RunRepository runs,
            TaskRunRepository tasks,
            AttemptRepository attempts,
            RunGraphs graphs,
            Reuse reuse,
            AttemptQueue queue,
            Settling settling,
            RunEvents events,
            Clock clock) {
        this.runs = runs;
        this.tasks = tasks;
        this.attempts = attempts;
        this.graphs = graphs;
        this.reuse = reuse;
        this.queue = queue;
        this.settling = settling;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Attempt> open(UUID accountId) {
        return attempts.findByAccountIdAndEndedAtIsNullOrderByQueuedAt(accountId);
    }

    /** Commits that the call to EMR comes next; null when the attempt is not to be sent any more. */
    @Transactional
    public @Nullable Submitting submitting(UUID tenantId, UUID attemptId, String clusterId, Instant lookupUntil) {
        Run run = lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        if (attempt.state() != AttemptState.QUEUED || task.state().isTerminal()) {
            return null;
        }
        attempt.submitting(clusterId, clock.instant().truncatedTo(ChronoUnit.MICROS), lookupUntil);
        RunGraph graph = graphs.of(run);
        Component component = graph.component(task.n());
        if (reuse.namesPlaces(component, task)) {
            // They may be other ones than when it was asked for, and its result is of these.
            task.isToDo(reuse.workHash(run, graph, component, task, tasks.findByRunIdOrderByN(run.id())));
        }
        task.submitting();
        save(tenantId, task, attempt);
        return new Submitting(run, task, attempt);
    }

    /** EMR has the step; false when the attempt has ended meanwhile, so that nobody will follow it. */
    @Transactional
    public boolean submitted(UUID tenantId, UUID attemptId, String stepId) {
        lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        if (attempt.state() == AttemptState.SUBMITTING) {
            attempt.submitted(stepId, clock.instant());
            if (!task.state().isTerminal()) {
                task.pending();
            }
            save(tenantId, task, attempt);
        }
        return !attempt.state().isTerminal();
    }

    /**
     * EMR certainly does not have the step: it goes back to the queue, or ends if the run is being stopped.
     *
     * @param since which submission this is about; nothing happens if a later one has begun
     */
    @Transactional
    public void notSubmitted(UUID tenantId, UUID attemptId, Instant since, Instant notBefore, @Nullable Trouble why) {
        Run run = lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        if (!attempt.isSubmittingSince(since)) {
            return;
        }
        if (attempt.isCancelRequested()) {
            attempt.end(AttemptState.CANCELLED, clock.instant());
            stopTask(task);
        } else {
            attempt.backToQueue(notBefore, why);
            task.queued();
        }
        save(tenantId, task, attempt);
        settling.settleIfOver(run);
    }

    /**
     * Notes why an attempt does not go on; null when it does. Nothing is written if it is noted already; a time limit that was
     * reached stays noted, because the end of the step is told by it.
     */
    @Transactional
    public void trouble(UUID tenantId, UUID attemptId, @Nullable Trouble trouble) {
        lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        if (!attempt.state().isTerminal() && !attempt.isTimedOut() && !Objects.equals(attempt.trouble(), trouble)) {
            attempt.trouble(trouble);
            save(tenantId, tasks.findById(attempt.taskRunId()).orElseThrow(), attempt);
        }
    }

    @Transactional
    public void running(UUID tenantId, UUID attemptId, Instant since) {
        change(tenantId, attemptId, (task, attempt) -> {
            attempt.running(since);
            if (task.state() == TaskState.PENDING) {
                task.running(since);
            }
        });
    }

    @Transactional
    public void followStep(UUID tenantId, UUID attemptId, String stepId) {
        change(tenantId, attemptId, (task, attempt) -> attempt.followStep(stepId));
    }

    @Transactional
    public void cancelCalled(UUID tenantId, UUID attemptId) {
        change(tenantId, attemptId, (task, attempt) -> attempt.cancelCalled(clock.instant()));
    }

    /** Asks for the end of a step that has taken too long. */
    @Transactional
    public void timedOut(UUID tenantId, UUID attemptId) {
        change(tenantId, attemptId, (task, attempt) -> {
            if (!attempt.state().isTerminal()) {
                attempt.requestCancel();
                attempt.trouble(new Trouble(
                        Attempt.TIMED_OUT, "The component has taken longer than its limit.", "It is being ended."));
            }
        });
    }

    @Transactional
    public void succeeded(UUID tenantId, UUID attemptId, StepResult result) {
        Run run = lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        if (attempt.state().isTerminal()) {
            return;
        }
        attempt.end(AttemptState.SUCCEEDED, clock.instant());
        if (!task.state().isTerminal()) {
            task.succeeded(result.kept(), clock.instant());
        }
        save(tenantId, task, attempt);
        settling.settleIfOver(run);
    }

    @Transactional
    public void cancelled(UUID tenantId, UUID attemptId) {
        Run run = lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        if (attempt.state().isTerminal()) {
            return;
        }
        attempt.end(AttemptState.CANCELLED, clock.instant());
        stopTask(task);
        save(tenantId, task, attempt);
        settling.settleIfOver(run);
    }

    /** EMR refuses the step for good; nothing happens if another instance has begun a later submission. */
    @Transactional
    public void refused(UUID tenantId, UUID attemptId, Instant since, ComponentError error) {
        lock(attemptId);
        if (attempts.findById(attemptId).orElseThrow().isSubmittingSince(since)) {
            failed(tenantId, attemptId, null, error);
        }
    }

    /** The attempt failed: the component is tried again as often as its author allowed, then fails. */
    @Transactional
    public void failed(UUID tenantId, UUID attemptId, @Nullable StepResult result, ComponentError error) {
        Run run = lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        if (attempt.state().isTerminal()) {
            return;
        }
        attempt.end(AttemptState.FAILED, clock.instant());
        Component component = graphs.of(run).component(task.n());
        RetryPolicy retries = component.retries();
        if (retries != null
                && attempt.number() <= retries.count()
                && run.state() == RunState.RUNNING
                && !task.state().isTerminal()) {
            queue.put(run, task, attempt.number() + 1, component.timeout(), retries.delay());
        } else if (run.state() == RunState.STOPPING || run.state() == RunState.STOP_INCOMPLETE) {
            stopTask(task);
        } else if (!task.state().isTerminal()) {
            task.failed(result == null ? null : result.kept(), error, clock.instant());
        }
        save(tenantId, task, attempt);
        settling.settleIfOver(run);
    }

    private void stopTask(TaskRun task) {
        if (!task.state().isTerminal()) {
            task.stopped(clock.instant());
        }
    }

    private void change(UUID tenantId, UUID attemptId, BiConsumer<TaskRun, Attempt> change) {
        lock(attemptId);
        Attempt attempt = attempts.findById(attemptId).orElseThrow();
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        change.accept(task, attempt);
        save(tenantId, task, attempt);
    }

    private void save(UUID tenantId, TaskRun task, Attempt attempt) {
        attempts.save(attempt);
        tasks.save(task);
        events.taskChanged(tenantId, task);
    }

    /** Locks the run first, before anything of it is read: only what is read after that is sure. */
    private Run lock(UUID attemptId) {
        return runs.lock(attempts.runIdOf(attemptId)).orElseThrow();
    }
}
