package io.headgate.api.trial;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.live.Events;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.Processes;
import io.headgate.api.run.AttemptState;
import io.headgate.api.run.ClusterWork;
import io.headgate.api.run.ComponentError;
import io.headgate.api.run.StepOwner;
import io.headgate.api.work.WorkQueue;
import io.headgate.connector.emr.StepView;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of trials. They come after those of runs in every turn, and leave half of the account's calls to them. Each change
 * is a transaction of its own under the lock of the trial's row.
 */
@Service
@Order(2)
class TrialSteps implements StepOwner<Trial> {

    /** Half of what EMR allows at once for AddJobFlowSteps. */
    private static final int CALLS_LEFT_TO_RUNS = 5;

    private static final ComponentError WAITED_TOO_LONG = new ComponentError(
            "trial.waited-too-long",
            "The cluster did not begin with the trial in " + Trial.LONGEST_WAIT.toMinutes() + " minutes.",
            "Try again later. If the cluster is busy all day, ask a tenant admin for a larger one.",
            "tenant-admin");

    private static final ComponentError TOOK_TOO_LONG = new ComponentError(
            Trial.TIMED_OUT,
            "The trial took longer than " + Trial.LIMIT.toMinutes() + " minutes and was ended.",
            "Try a component nearer to the sources, or this one alone on what a run has left.",
            "author");

    private final TrialRepository trials;
    private final TrialDocument documents;
    private final ObjectProvider<TrialOutcomes> outcomes;
    private final Processes processes;
    private final Events events;
    private final WorkQueue work;
    private final Clock clock;

    TrialSteps(
            TrialRepository trials,
            TrialDocument documents,
            ObjectProvider<TrialOutcomes> outcomes,
            Processes processes,
            Events events,
            WorkQueue work,
            Clock clock) {
        this.trials = trials;
        this.documents = documents;
        this.outcomes = outcomes;
        this.processes = processes;
        this.events = events;
        this.work = work;
        this.clock = clock;
    }

    @Override
    @Transactional
    public List<Trial> open(UUID tenantId, UUID accountId) {
        Instant now = clock.instant();
        for (UUID id : trials.openSinceBefore(accountId, now.minus(Trial.LONGEST_WAIT))) {
            change(id, trial -> giveUp(trial, now));
        }
        return trials.findByAccountIdAndEndedAtIsNullOrderByQueuedAt(accountId);
    }

    @Override
    public int callsLeftToOthers() {
        return CALLS_LEFT_TO_RUNS;
    }

    @Override
    @Transactional
    public @Nullable Sending submitting(UUID tenantId, Trial step, ComputeTarget target, Instant lookupUntil) {
        Trial trial = trials.lock(step.id()).orElseThrow();
        if (trial.state() != AttemptState.QUEUED) {
            return null;
        }
        trial.submitting(target.cluster().clusterId(), clock.instant().truncatedTo(ChronoUnit.MICROS), lookupUntil);
        save(trial);
        TrialDocument.Prepared prepared = documents.prepare(trial, target);
        return new Sending(Objects.requireNonNull(trial.submittingSince()), prepared.documents(), prepared.step());
    }

    @Override
    @Transactional
    public boolean submitted(UUID tenantId, UUID id, String stepId) {
        Trial submitted = change(id, trial -> {
            if (trial.state() == AttemptState.SUBMITTING) {
                trial.submitted(stepId, clock.instant());
            }
        });
        return !submitted.state().isTerminal();
    }

    @Override
    @Transactional
    public void notSubmitted(UUID tenantId, UUID id, Instant since, Instant notBefore, @Nullable Trouble why) {
        change(id, trial -> {
            if (!trial.isSubmittingSince(since)) {
                return;
            }
            if (trial.isCancelRequested()) {
                endAsWanted(trial);
            } else {
                trial.backToQueue(notBefore, why);
            }
        });
    }

    @Override
    @Transactional
    public void refused(UUID tenantId, UUID id, Instant since, ComponentError error) {
        change(id, trial -> {
            if (trial.isSubmittingSince(since)) {
                end(trial, AttemptState.FAILED, error);
            }
        });
    }

    @Override
    @Transactional
    public void trouble(UUID tenantId, UUID id, @Nullable Trouble trouble) {
        change(id, trial -> {
            if (!trial.state().isTerminal()) {
                trial.trouble(trouble);
            }
        });
    }

    @Override
    @Transactional
    public void running(UUID tenantId, UUID id, Instant since) {
        change(id, trial -> trial.running(since));
    }

    @Override
    @Transactional
    public void timedOut(UUID tenantId, UUID id) {
        change(id, trial -> askForEnd(trial, TOOK_TOO_LONG));
    }

    @Override
    @Transactional
    public void cancelCalled(UUID tenantId, UUID id) {
        change(id, trial -> trial.cancelCalled(clock.instant()));
    }

    @Override
    public void ended(UUID tenantId, ComputeTarget target, Trial step, StepView view) {
        outcomes.getObject().ended(tenantId, target, step, view);
    }

    /** A second copy of the same step turned out to be the one that works. */
    @Transactional
    public void followStep(UUID id, String stepId) {
        change(id, trial -> trial.followStep(stepId));
    }

    /** The step is over and has left no sample. */
    @Transactional
    public void over(UUID id, AttemptState end, @Nullable ComponentError why) {
        change(id, trial -> {
            if (!trial.state().isTerminal()) {
                end(trial, end, why);
            }
        });
    }

    /** The step is over and has left a sample, which may tell why it failed. */
    @Transactional
    public void overWithSample(UUID id, AttemptState end, @Nullable ComponentError why) {
        change(id, trial -> {
            if (!trial.state().isTerminal()) {
                trial.end(end, why, clock.instant());
                clear(trial);
            }
        });
    }

    /** The step was ended because its end was asked for. */
    @Transactional
    public void overAsWanted(UUID id) {
        change(id, trial -> {
            if (!trial.state().isTerminal()) {
                endAsWanted(trial);
            }
        });
    }

    /** Somebody does not want it any more: it ends now if nothing was sent, else as soon as EMR lets it. */
    @Transactional
    public void cancel(UUID id) {
        change(id, trial -> {
            if (trial.state() == AttemptState.QUEUED) {
                end(trial, AttemptState.CANCELLED, null);
            } else if (!trial.state().isTerminal() && !trial.isCancelRequested()) {
                trial.requestCancel();
                work.put(trial.tenantId(), ClusterWork.KIND, trial.accountId().toString());
            }
        });
    }

    /** What was to end has ended, or was never sent: because somebody cancelled it, or because of a limit. */
    private void endAsWanted(Trial trial) {
        ComponentError limit = trial.endsFor();
        end(trial, limit == null ? AttemptState.CANCELLED : AttemptState.FAILED, limit);
    }

    private void giveUp(Trial trial, Instant now) {
        if (!trial.hasWaitedTooLong(now)) {
            return;
        }
        if (trial.state() == AttemptState.QUEUED) {
            end(trial, AttemptState.FAILED, WAITED_TOO_LONG);
        } else {
            askForEnd(trial, WAITED_TOO_LONG);
        }
    }

    private static void askForEnd(Trial trial, ComponentError why) {
        if (!trial.state().isTerminal()) {
            trial.requestCancel();
            trial.endsFor(why);
        }
    }

    /** Ends it without a sample: what it may have left is removed at once. */
    private void end(Trial trial, AttemptState end, @Nullable ComponentError why) {
        trial.end(end, why, clock.instant());
        trial.forget(clock.instant());
        clear(trial);
    }

    private void clear(Trial trial) {
        work.put(
                trial.tenantId(),
                TrialScratch.KIND,
                trial.id().toString(),
                Objects.requireNonNull(trial.scratchUntil()));
    }

    /** Locks the row before anything of it is read: only what is read after that is sure. */
    private Trial change(UUID id, Consumer<Trial> change) {
        Trial trial = trials.lock(id).orElseThrow();
        String before = told(trial);
        change.accept(trial);
        trials.save(trial);
        if (!told(trial).equals(before)) {
            tell(trial);
        }
        return trial;
    }

    private void save(Trial trial) {
        trials.save(trial);
        tell(trial);
    }

    private static String told(Trial trial) {
        return trial.state() + " " + trial.isCancelRequested() + " " + trial.trouble();
    }

    /** Ids and states alone: an event is stored. */
    private void tell(Trial trial) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("trial", trial.id());
        payload.put("process", processes.byId(trial.processId()).key());
        payload.put("component", trial.componentKey());
        payload.put("state", trial.state());
        events.record(trial.tenantId(), "trial", payload);
    }
}
