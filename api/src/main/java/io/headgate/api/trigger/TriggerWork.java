package io.headgate.api.trigger;

import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.run.RunEnded;
import io.headgate.api.run.Runs;
import io.headgate.api.trigger.TriggerStore.Success;
import io.headgate.api.trigger.TriggerStore.Waiting;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts what starts after a run has succeeded: each process once for each such run. */
@Component
class TriggerWork implements WorkHandler {

    static final String KIND = "trigger";

    private final TriggerStore store;
    private final RunChains chains;
    private final Processes processes;
    private final Runs runs;
    private final WorkQueue work;
    private final TransactionTemplate transactions;
    private final Clock clock;

    TriggerWork(
            TriggerStore store,
            RunChains chains,
            Processes processes,
            Runs runs,
            WorkQueue work,
            TransactionTemplate transactions,
            Clock clock) {
        this.store = store;
        this.chains = chains;
        this.processes = processes;
        this.runs = runs;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** In the transaction that ends the run, so that no success is missed. */
    @EventListener
    void wake(RunEnded ended) {
        if (ended.isSuccess() && store.existsAfter(ended.processId())) {
            work.put(ended.tenantId(), KIND, ended.runId());
        }
    }

    @Override
    public Next handle(UUID tenantId, String runId) {
        transactions.executeWithoutResult(status -> {
            Success success = store.success(runId, RunChains.MOST_HOPS);
            store.after(success.processId()).stream()
                    .filter(trigger -> success.unattended() || !trigger.onlyScheduled())
                    .forEach(trigger -> fire(tenantId, runId, success, trigger));
        });
        return Next.done();
    }

    /** Under the lock of the process, so that two turns see one another's firings. */
    private void fire(UUID tenantId, String runId, Success success, Waiting trigger) {
        ProcessView process = processes.lock(trigger.processId());
        if (store.hasFired(process.id(), runId)) {
            return;
        }
        Decision decision = decide(process, success);
        String run = decision == Decision.RUN
                ? runs.requestAfter(
                        tenantId,
                        process.id(),
                        success.stageId(),
                        runId,
                        "after " + success.key(),
                        success.businessDate())
                : null;
        store.fired(tenantId, process.id(), success, runId, decision, run, clock.instant());
    }

    private Decision decide(ProcessView process, Success success) {
        if (process.archivedAt() != null) {
            return Decision.ARCHIVED;
        }
        if (success.depth() >= Limits.DEPTH) {
            return Decision.TOO_DEEP;
        }
        return chains.isAtRate(process.id(), clock.instant().minus(Limits.WINDOW)) ? Decision.TOO_MANY : Decision.RUN;
    }
}
