package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.PublicationState;
import io.headgate.api.publication.Publications;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns waiting runs of a process into started ones, as far as everything lets it. */
@Component
class Admission implements WorkHandler {

    static final String KIND = "admission";

    static final Set<RunState> UNDER_WAY =
            EnumSet.of(RunState.STARTING, RunState.RUNNING, RunState.STOPPING, RunState.SETTLING);

    /** Nothing is missed without it: each change that may free a run wakes admission at once. */
    private static final Duration SAFETY = Duration.ofSeconds(15);

    private final RunRepository runs;
    private final Processes processes;
    private final Publications publications;
    private final Tenants tenants;
    private final Accounts accounts;
    private final RunPreparation preparation;
    private final RunEvents events;
    private final WorkQueue work;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Admission(
            RunRepository runs,
            Processes processes,
            Publications publications,
            Tenants tenants,
            Accounts accounts,
            RunPreparation preparation,
            RunEvents events,
            WorkQueue work,
            TransactionTemplate transactions,
            Clock clock) {
        this.runs = runs;
        this.processes = processes;
        this.publications = publications;
        this.tenants = tenants;
        this.accounts = accounts;
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

    @Override
    public Next handle(UUID tenantId, String processId) {
        return Objects.requireNonNull(transactions.execute(status -> admit(tenantId, UUID.fromString(processId))));
    }

    private Next admit(UUID tenantId, UUID processId) {
        ProcessView process = processes.lock(processId);
        Instant now = clock.instant();
        boolean allAdmitted = true;
        for (UUID stageId : runs.stagesWithWaiting(processId)) {
            allAdmitted &= admit(tenantId, process, stageId, now);
        }
        return next(processId, allAdmitted, now);
    }

    /** The stages of a process do not wait for each other: each has its own live version and its own concurrency. */
    private boolean admit(UUID tenantId, ProcessView process, UUID stageId, Instant now) {
        UUID processId = process.id();
        List<String> waiting = runs.waitingIdsOn(processId, stageId, now);
        int underWay = runs.countByProcessIdAndStageIdAndStateIn(processId, stageId, UNDER_WAY);
        Optional<Trouble> closed = whyClosed(tenantId, process, stageId);
        Optional<Publications.Published> live = publications.live(processId, stageId);
        boolean allAdmitted = true;
        for (String runId : waiting) {
            Run run = runs.lock(runId).orElseThrow();
            if (run.state() != RunState.WAITING) {
                continue;
            }
            Optional<Trouble> reason = closed.or(() -> whyNotOn(run, live));
            if (reason.isEmpty() && underWay >= process.concurrency()) {
                reason = Optional.of(Waiting.concurrency(process.concurrency()));
            }
            if (reason.isPresent()) {
                allAdmitted = false;
                wait(run, reason.get());
            } else if (isOnAnotherVersion(run, live.orElseThrow())) {
                preparation.refuse(run, Waiting.VERSION_REPLACED);
            } else {
                start(run, live.orElseThrow());
                underWay++;
            }
        }
        return allAdmitted;
    }

    private Next next(UUID processId, boolean allAdmitted, Instant now) {
        Optional<Instant> later = runs.nextNotBefore(processId, now);
        Instant safety = clock.instant().plus(SAFETY);
        if (allAdmitted) {
            return later.map(Next::at).orElse(Next.done());
        }
        return Next.at(later.filter(at -> at.isBefore(safety)).orElse(safety));
    }

    private Optional<Trouble> whyClosed(UUID tenantId, ProcessView process, UUID stageId) {
        if (tenants.get(tenantId).suspended()) {
            return Optional.of(Waiting.SUSPENDED);
        }
        if (process.archivedAt() != null) {
            return Optional.of(Waiting.ARCHIVED);
        }
        if (process.paused()) {
            return Optional.of(Waiting.PAUSED);
        }
        return accounts.computeTarget(tenantId, stageId).isEmpty() ? Optional.of(Waiting.NO_ACCOUNT) : Optional.empty();
    }

    /** A run waits for the publication that was the newest when it was asked for, or a later one. */
    private Optional<Trouble> whyNotOn(Run run, Optional<Publications.Published> live) {
        if (live.isPresent() && live.get().number() >= run.minPublication()) {
            return Optional.empty();
        }
        Optional<PublicationState> wanted =
                publications.numbered(run.processId(), run.minPublication()).map(Publications.Published::state);
        if (wanted.filter(PublicationState::isOnItsWay).isPresent()) {
            return Optional.of(Waiting.PUBLICATION);
        }
        boolean failed = wanted.filter(PublicationState.IMPORT_ERROR::equals).isPresent();
        return Optional.of(failed ? Waiting.PUBLICATION_FAILED : Waiting.NOT_PUBLISHED);
    }

    /** A repetition that must run on one version does not run on another that has gone live since. */
    private static boolean isOnAnotherVersion(Run run, Publications.Published live) {
        Repeat repeat = run.repeat();
        return repeat != null
                && repeat.onlyVersionId() != null
                && !repeat.onlyVersionId().equals(live.versionId());
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
