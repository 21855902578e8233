package io.headgate.api.run;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.process.ProcessView;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What follows from asking for a run or stopping one: work to do, the audit trail, news for screens. */
@Component
class RunJournal {

    private final RunRepository runs;
    private final AttemptRepository attempts;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final RunEvents events;
    private final Clock clock;

    RunJournal(
            RunRepository runs,
            AttemptRepository attempts,
            WorkQueue work,
            AuditTrail audit,
            RunEvents events,
            Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.work = work;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    void requested(Run run, ProcessView process) {
        wakeAdmission(run.tenantId(), run.processId());
        if (run.origin() == RunOrigin.RERUN) {
            audit.record(
                    run.tenantId(),
                    run.requestedBy(),
                    "run.rerun",
                    run.id(),
                    process.key() + " of "
                            + Objects.requireNonNull(run.repeat()).parentId());
        } else if (run.origin() == RunOrigin.MANUAL) {
            audit.record(run.tenantId(), run.requestedBy(), "run.request", run.id(), process.key());
        }
        events.runChanged(run);
    }

    void stopped(Run run, String actor) {
        Stream<UUID> accounts =
                attempts.findByRunIdOrderByQueuedAt(run.id()).stream().map(Attempt::accountId);
        accounts.collect(Collectors.toSet())
                .forEach(account -> work.put(run.tenantId(), ClusterWork.KIND, account.toString()));
        work.put(
                run.tenantId(), Reconciler.KIND, Reconciler.ALL, clock.instant().plus(Reconciler.INTERVAL));
        runs.openCallIds(run.id()).forEach(called -> work.put(run.tenantId(), CallWork.KIND, called));
        audit.record(run.tenantId(), actor, "run.stop", run.id(), "");
        events.runChanged(run);
    }

    void wakeAdmission(UUID tenantId, UUID processId) {
        work.put(tenantId, Admission.KIND, processId.toString());
    }
}
