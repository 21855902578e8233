package io.headgate.api.run;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.Trouble;
import io.headgate.api.publication.Publications;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What Headgate itself finds out about a run in Airflow, each a transaction of its own under the lock of the run's row. */
@Service
class RunTransitions {

    /** How long Airflow may refuse a run without a break before the run fails. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunRepository runs;
    private final Settling settling;
    private final Publications publications;
    private final RunEvents events;
    private final AuditTrail audit;
    private final WorkQueue work;
    private final Clock clock;

    RunTransitions(
            RunRepository runs,
            Settling settling,
            Publications publications,
            RunEvents events,
            AuditTrail audit,
            WorkQueue work,
            Clock clock) {
        this.runs = runs;
        this.settling = settling;
        this.publications = publications;
        this.events = events;
        this.audit = audit;
        this.work = work;
        this.clock = clock;
    }

    /** Airflow has taken the run. */
    @Transactional
    public void handedOver(String runId) {
        Run run = lock(runId);
        run.handedOver();
        runs.save(run);
        if (run.state().isSettled()) {
            return; // it was stopped while Airflow was asked, and has told its end
        }
        work.put(
                run.tenantId(), Reconciler.KIND, Reconciler.ALL, clock.instant().plus(Reconciler.INTERVAL));
        events.runChanged(run);
    }

    /**
     * Airflow does not take the run: normal for a while when it comes up again, and the end of the run when it lasts.
     *
     * @param isMissing whether Airflow has lost the DAG; then its publication is withdrawn, and only then
     */
    @Transactional
    public void refused(String runId, Trouble trouble, boolean isMissing) {
        Run run = lock(runId);
        if (run.state() != RunState.STARTING) {
            return;
        }
        Instant since = Objects.requireNonNullElse(run.refusedSince(), clock.instant());
        if (since.plus(PATIENCE).isBefore(clock.instant())) {
            if (isMissing) {
                publications.lost(Objects.requireNonNull(run.publicationId()));
            }
            settling.orchestratorIsThrough(run, trouble);
        } else if (run.refusedSince() == null || !trouble.equals(run.trouble())) {
            run.refused(trouble, since);
            runs.save(run);
            events.runChanged(run);
        }
    }

    @Transactional
    public void settleIfOver(String runId) {
        settling.settleIfOver(lock(runId));
    }

    /** Airflow will ask for nothing more of the run. */
    @Transactional
    public void through(String runId, Trouble why) {
        settling.orchestratorIsThrough(lock(runId), why);
    }

    /** A DAG was paused inside Airflow, and Headgate has let it go on. */
    @Transactional
    public void unpaused(UUID tenantId, String dagId) {
        audit.record(tenantId, "headgate", "airflow.unpause", dagId, "it was paused inside Airflow");
    }

    /** Notes why a run does not go on; null when it does. */
    @Transactional
    public void trouble(String runId, @Nullable Trouble trouble) {
        Run run = lock(runId);
        boolean same = Objects.equals(run.trouble(), trouble) && run.refusedSince() == null;
        // What ended the run in Airflow stays told until it has settled.
        boolean isEnding = run.state() == RunState.SETTLING && run.trouble() != null;
        if (!run.state().isSettled() && !isEnding && !same) {
            run.trouble(trouble);
            runs.save(run);
            events.runChanged(run);
        }
    }

    private Run lock(String runId) {
        return runs.lock(runId).orElseThrow();
    }
}
