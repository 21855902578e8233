package io.headgate.api.publication;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessArchived;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The durable steps of publications, each a transaction of its own under the publication's lock. */
@Service
class PublicationSteps {

    /** What is live or may still become so. */
    static final List<PublicationState> OPEN = List.of(
            PublicationState.RENDERED, PublicationState.UPLOADED, PublicationState.READY, PublicationState.LIVE);

    private final PublicationRepository repository;
    private final Publications publications;
    private final Processes processes;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PublicationSteps(
            PublicationRepository repository,
            Publications publications,
            Processes processes,
            WorkQueue work,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.publications = publications;
        this.processes = processes;
        this.work = work;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Publication get(UUID id) {
        return repository.findById(id).orElseThrow();
    }

    @Transactional
    public void uploaded(UUID tenantId, UUID id) {
        step(tenantId, id, publication -> publication.uploaded(clock.instant()));
    }

    @Transactional
    public void ready(UUID tenantId, UUID id) {
        step(tenantId, id, publication -> publication.ready(clock.instant()));
    }

    @Transactional
    public void importFailed(UUID tenantId, UUID id, String text) {
        step(
                tenantId,
                id,
                publication -> publication.importFailed(
                        new Trouble(
                                "publication.import-error",
                                "Airflow cannot load the file: " + lastLine(text),
                                "This is a fault of the platform, not of the process. Tell the platform admins; publish again when it is mended."),
                        clock.instant()));
    }

    @Transactional
    public void removed(UUID tenantId, UUID id) {
        step(tenantId, id, publication -> publication.removed(clock.instant()));
    }

    /** Notes a trouble; does nothing if it is the one already noted. */
    @Transactional
    public void trouble(UUID tenantId, UUID id, @Nullable Trouble trouble) {
        Publication publication = repository.lock(id).orElseThrow();
        if (!Objects.equals(publication.trouble(), trouble)) {
            publication.trouble(trouble);
            repository.save(publication);
            publications.announce(
                    tenantId, processes.byId(publication.processId()).key(), publication);
        }
    }

    /** Gives way if a newer publication is live already. */
    @Transactional
    public boolean supersededByNewer(UUID tenantId, UUID id) {
        UUID processId = repository.processIdOf(id);
        processes.lock(processId);
        Publication publication = repository.lock(id).orElseThrow();
        boolean newerIsLive = publications
                .live(processId, publication.stageId())
                .filter(live -> live.number() > publication.number())
                .isPresent();
        if (newerIsLive) {
            step(tenantId, id, Publication::superseded);
        }
        return newerIsLive;
    }

    /** Lets new runs of its stage start on this publication; older ones there retire or never go live. */
    @Transactional
    public void live(UUID tenantId, UUID id) {
        UUID processId = repository.processIdOf(id);
        ProcessView process = processes.lock(processId);
        step(tenantId, id, publication -> publication.live(clock.instant()));
        Publication live = repository.findById(id).orElseThrow();
        for (UUID olderId : repository.idsBelowOn(processId, live.stageId(), live.number(), OPEN)) {
            withdraw(tenantId, process.key(), olderId);
        }
        work.put(tenantId, PublicationWatch.KIND, PublicationWatch.ALL);
        events.publishEvent(new PublicationWentLive(tenantId, processId, id));
    }

    /** Says that what is live was paused inside Airflow and goes on; once for each time. */
    @Transactional
    public void unpausedInAirflow(UUID tenantId, UUID id, Trouble trouble) {
        trouble(tenantId, id, trouble);
        audit.record(
                tenantId, "headgate", "airflow.unpause", publications.byId(id).dagId(), "it was paused inside Airflow");
    }

    /** Says that what is live is missing in Airflow; withdraws it when it was missing at the last look already. */
    @Transactional
    public void missingInAirflow(UUID tenantId, UUID id, Trouble missing, Trouble withdrawn) {
        Publication publication = repository.lock(id).orElseThrow();
        if (publication.state() != PublicationState.LIVE) {
            return; // it ended while its lock was waited for
        }
        if (missing.equals(publication.trouble())) {
            withdraw(tenantId, processes.byId(publication.processId()).key(), id);
            publication.trouble(withdrawn);
            repository.save(publication);
            audit.record(tenantId, "headgate", "airflow.lost", publication.dagId(), "it is missing inside Airflow");
        } else {
            trouble(tenantId, id, missing);
        }
    }

    /** Takes a process out of use on a stage: what is live retires when its last run has ended, what is on its way never goes live. */
    @Transactional
    public void unpublish(UUID tenantId, String processKey, UUID stageId, String actor) {
        ProcessView process = processes.lockInUse(tenantId, processKey);
        List<UUID> open = repository.idsBelowOn(process.id(), stageId, Integer.MAX_VALUE, OPEN);
        if (open.isEmpty()) {
            throw ProblemException.conflict("publication.none", "Nothing of the process is published on this stage.");
        }
        open.forEach(id -> withdraw(tenantId, process.key(), id));
        audit.record(tenantId, actor, "process.unpublish", process.key(), "");
    }

    /** A process that is archived needs none of its publications any more; each goes when its last run has ended. */
    @EventListener
    void withdrawOn(ProcessArchived archived) {
        for (UUID id : repository.idsBelow(archived.processId(), Integer.MAX_VALUE, OPEN)) {
            withdraw(archived.tenantId(), processes.byId(archived.processId()).key(), id);
        }
    }

    /** Retires what is live and supersedes what is on its way. */
    private void withdraw(UUID tenantId, String processKey, UUID id) {
        Publication publication = repository.lock(id).orElseThrow();
        if (publication.state() == PublicationState.LIVE) {
            publication.retiring();
        } else if (publication.state().isOnItsWay()) {
            publication.superseded();
        } else {
            return; // it ended while its lock was waited for
        }
        repository.save(publication);
        work.put(tenantId, PublicationWorker.KIND, id.toString());
        publications.announce(tenantId, processKey, publication);
    }

    private void step(UUID tenantId, UUID id, Consumer<Publication> change) {
        Publication publication = repository.lock(id).orElseThrow();
        change.accept(publication);
        repository.save(publication);
        publications.announce(tenantId, processes.byId(publication.processId()).key(), publication);
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "no reason given" : lines.getLast().strip();
    }
}
