package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.Publications;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns waiting runs of a process into started ones, as far as everything lets it: first what holds for the process, then a
 * place among the runs of the tenant and of the environment ({@link Places}). A called run has its caller's place: so a run that
 * waits for what it called never waits for a place.
 */
@Component
class Admission implements WorkHandler {

    static final String KIND = "admission";

    static final Set<RunState> UNDER_WAY =
            EnumSet.of(RunState.STARTING, RunState.RUNNING, RunState.STOPPING, RunState.SETTLING);

    /** Nothing is missed without it: each change that may free a run wakes admission at once. */
    private static final Duration SAFETY = Duration.ofSeconds(15);

    /** How many of the runs that were looked at still wait: for something that must hold, or for a place. */
    private record StillWaiting(int forTerms, int forPlace) {

        StillWaiting and(StillWaiting other) {
            return new StillWaiting(forTerms + other.forTerms, forPlace + other.forPlace);
        }
    }

    private record Look(StillWaiting waiting, Next next) {}

    private final RunRepository runs;
    private final Processes processes;
    private final StartRules rules;
    private final Places places;
    private final RunPreparation preparation;
    private final RunEvents events;
    private final WorkQueue work;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Admission(
            RunRepository runs,
            Processes processes,
            StartRules rules,
            Places places,
            RunPreparation preparation,
            RunEvents events,
            WorkQueue work,
            TransactionTemplate transactions,
            Clock clock) {
        this.runs = runs;
        this.processes = processes;
        this.rules = rules;
        this.places = places;
        this.preparation = preparation;
        this.events = events;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Lines up what may start, lets the places be dealt, and starts what got one. */
    @Override
    public Next handle(UUID tenantId, String processId) {
        Look first = look(tenantId, UUID.fromString(processId), false);
        if (first.waiting().forPlace() == 0) {
            return first.next();
        }
        places.deal(tenantId);
        return look(tenantId, UUID.fromString(processId), true).next();
    }

    /** @param isDealt whether places have been dealt since the last look: who has none now has to wait for one */
    private Look look(UUID tenantId, UUID processId, boolean isDealt) {
        return Objects.requireNonNull(transactions.execute(status -> {
            ProcessView process = processes.lock(processId);
            Instant now = clock.instant();
            StillWaiting all = new StillWaiting(0, 0);
            for (UUID stageId : runs.stagesWithWaiting(processId)) {
                all = all.and(admit(tenantId, process, stageId, isDealt, now));
            }
            return new Look(all, next(processId, all.forTerms() + all.forPlace() == 0, now));
        }));
    }

    /** The stages of a process do not wait for each other: each has its own live version and its own concurrency. */
    private StillWaiting admit(UUID tenantId, ProcessView process, UUID stageId, boolean isDealt, Instant now) {
        StartRules.OnStage stage = rules.on(tenantId, process, stageId);
        int free = process.concurrency() - runs.countByProcessIdAndStageIdAndStateIn(process.id(), stageId, UNDER_WAY);
        int forTerms = 0;
        int forPlace = 0;
        for (String runId : runs.waitingIdsOn(process.id(), stageId, now)) {
            Run run = runs.lock(runId).orElseThrow();
            if (run.state() != RunState.WAITING) {
                continue;
            }
            Optional<Trouble> reason = rules.whyNot(run, stage);
            if (reason.isEmpty() && free <= 0) {
                reason = Optional.of(Waiting.concurrency(process.concurrency()));
            }
            if (reason.isPresent()) {
                forTerms++;
                places.leave(runId);
                wait(run, reason.get());
            } else if (rules.isForAnotherVersion(run, stage.live().orElseThrow())) {
                preparation.refuse(run, Waiting.VERSION_REPLACED);
            } else if (run.calledFrom() != null || places.has(run, process)) {
                free--;
                start(run, stage.live().orElseThrow());
            } else {
                free--;
                forPlace++;
                if (isDealt) {
                    wait(run, places.whyNone(tenantId));
                }
            }
        }
        return new StillWaiting(forTerms, forPlace);
    }

    private Next next(UUID processId, boolean allAdmitted, Instant now) {
        Optional<Instant> later = runs.nextNotBefore(processId, now);
        Instant safety = clock.instant().plus(SAFETY);
        if (allAdmitted) {
            return later.map(Next::at).orElse(Next.done());
        }
        return Next.at(later.filter(at -> at.isBefore(safety)).orElse(safety));
    }

    private void wait(Run run, Trouble reason) {
        if (!reason.equals(run.reason())) {
            run.waitBecause(reason);
            runs.save(run);
            events.runChanged(run);
        }
    }

    private void start(Run run, Publications.Published publication) {
        run.admit(publication.id(), clock.instant());
        runs.save(run);
        if (preparation.prepare(run, publication.versionId())) {
            work.put(run.tenantId(), RunStarter.KIND, run.id());
            events.runChanged(run);
        }
    }
}
