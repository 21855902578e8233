package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Queues components for the cluster of their stage. Always called with the run's row locked. */
@Component
class AttemptQueue {

    private final AttemptRepository attempts;
    private final Accounts accounts;
    private final WorkQueue work;
    private final Clock clock;

    AttemptQueue(AttemptRepository attempts, Accounts accounts, WorkQueue work, Clock clock) {
        this.attempts = attempts;
        this.accounts = accounts;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Commits the intent to make a step.
     *
     * @param number counts the attempts of the component in the run, from 1
     * @param limit how long the step may run; null for as long as it likes
     * @param delay how long it is to wait before it may be sent
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(Run run, TaskRun task, int number, @Nullable Duration limit, Duration delay) {
        ComputeTarget target =
                accounts.computeTarget(run.tenantId(), run.stageId()).orElseThrow();
        Instant now = clock.instant();
        Instant due = now.plus(delay);
        task.queued();
        attempts.save(new Attempt(run.tenantId(), task, number, target, limit, due, now));
        work.put(run.tenantId(), ClusterWork.KIND, target.accountId().toString(), due);
    }
}
