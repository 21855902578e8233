package io.headgate.api.publication;

import io.headgate.api.platform.Trouble;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The durable steps of publications, each a transaction of its own under the publication's lock. */
@Service
class PublicationSteps {

    private final PublicationRepository repository;
    private final Publications publications;
    private final Processes processes;
    private final WorkQueue work;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PublicationSteps(
            PublicationRepository repository,
            Publications publications,
            Processes processes,
            WorkQueue work,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.publications = publications;
        this.processes = processes;
        this.work = work;
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
                .live(processId)
                .filter(live -> live.number() > publication.number())
                .isPresent();
        if (newerIsLive) {
            step(tenantId, id, Publication::superseded);
        }
        return newerIsLive;
    }

    /** Lets new runs start on this publication; older ones retire or never go live. */
    @Transactional
    public void live(UUID tenantId, UUID id) {
        UUID processId = repository.processIdOf(id);
        ProcessView process = processes.lock(processId);
        step(tenantId, id, publication -> publication.live(clock.instant()));
        List<PublicationState> open = List.of(
                PublicationState.RENDERED, PublicationState.UPLOADED, PublicationState.READY, PublicationState.LIVE);
        int number = repository.findById(id).orElseThrow().number();
        for (UUID olderId : repository.idsBelow(processId, number, open)) {
            Publication older = repository.lock(olderId).orElseThrow();
            if (older.state() == PublicationState.LIVE) {
                older.retiring();
            } else if (older.state().isOnItsWay()) {
                older.superseded();
            } else {
                continue; // it ended while its lock was waited for
            }
            repository.save(older);
            work.put(tenantId, PublicationWorker.KIND, older.id().toString());
            publications.announce(tenantId, process.key(), older);
        }
        events.publishEvent(new PublicationWentLive(tenantId, processId, id));
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
