package io.headgate.api.publication;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.live.Events;
import io.headgate.api.platform.Ids;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.process.VersionView;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.WorkQueue;
import io.headgate.dag.airflow.AirflowRenderer;
import io.headgate.dag.airflow.DagFile;
import io.headgate.dag.airflow.RenderRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The publications of the bound tenant's processes. */
@Service
public class Publications {

    /** What a run needs to know of the publication that it runs on. */
    public record Published(
            UUID id, UUID processId, UUID versionId, int number, String dagId, PublicationState state) {}

    private final PublicationRepository publications;
    private final Processes processes;
    private final Tenants tenants;
    private final WorkQueue work;
    private final Events events;
    private final AuditTrail audit;
    private final List<PublicationCheck> checks;
    private final Clock clock;
    private final AirflowRenderer renderer = new AirflowRenderer();

    Publications(
            PublicationRepository publications,
            Processes processes,
            Tenants tenants,
            WorkQueue work,
            Events events,
            AuditTrail audit,
            List<PublicationCheck> checks,
            Clock clock) {
        this.publications = publications;
        this.processes = processes;
        this.tenants = tenants;
        this.work = work;
        this.events = events;
        this.audit = audit;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Publishes a version, by default the draft as it stands. An earlier version is published as it is: that is how a process
     * is rolled back. The newest publication is answered again if it holds just that
     * version and is live or on its way.
     *
     * @param expected the ETag of the draft that the author has seen; null for whatever stands there
     */
    @Transactional
    PublicationView publish(
            UUID tenantId,
            String key,
            String actor,
            @Nullable Integer versionNumber,
            String note,
            @Nullable String expected) {
        ProcessView process = processes.lockInUse(tenantId, key);
        checks.forEach(check -> check.check(process.id()));
        VersionView version = versionNumber == null
                ? processes.makeVersion(tenantId, key, actor, note, expected)
                : processes.publishable(tenantId, key, versionNumber);
        Optional<Publication> newest = publications.findFirstByProcessIdOrderByNumberDesc(process.id());
        if (newest.isPresent() && isStillGood(newest.get(), version)) {
            return newest.get().view(version.number());
        }
        int number = newest.map(publication -> publication.number() + 1).orElse(1);
        String dagId = Ids.random("h", 11);
        DagFile file = renderer.render(new RenderRequest(
                processes.definition(version.id()), dagId, tenants.get(tenantId).connectionId(), number));
        Publication publication = publications.save(
                new Publication(tenantId, process.id(), version.id(), number, dagId, file, actor, clock.instant()));
        work.put(tenantId, PublicationWorker.KIND, publication.id().toString());
        audit.record(
                tenantId, actor, "process.publish", key, "version " + version.number() + " as publication " + number);
        announce(tenantId, process.key(), publication);
        return publication.view(version.number());
    }

    @Transactional(readOnly = true)
    List<PublicationView> list(UUID tenantId, String key) {
        return publications
                .findTop50ByProcessIdOrderByNumberDesc(
                        processes.get(tenantId, key).id())
                .stream()
                .map(this::view)
                .toList();
    }

    @Transactional(readOnly = true)
    PublicationView get(UUID tenantId, String key, int number) {
        return view(find(tenantId, key, number));
    }

    @Transactional(readOnly = true)
    byte[] dag(UUID tenantId, String key, int number) {
        return find(tenantId, key, number).content();
    }

    /** The publication that new runs of a process start on. */
    @Transactional(readOnly = true)
    public Optional<Published> live(UUID processId) {
        return publications
                .findFirstByProcessIdAndStateOrderByNumberDesc(processId, PublicationState.LIVE)
                .map(Publications::published);
    }

    /** The newest publication of a process, wherever it stands. */
    @Transactional(readOnly = true)
    public Optional<Published> newest(UUID processId) {
        return publications.findFirstByProcessIdOrderByNumberDesc(processId).map(Publications::published);
    }

    /** The publication with a number. */
    @Transactional(readOnly = true)
    public Optional<Published> numbered(UUID processId, int number) {
        return publications.findByProcessIdAndNumber(processId, number).map(Publications::published);
    }

    @Transactional(readOnly = true)
    public Published byId(UUID publicationId) {
        return publications.published(publicationId).orElseThrow();
    }

    /**
     * Airflow has lost the DAG that new runs start on. It is withdrawn, so that the process can be published again, under
     * another DAG id.
     */
    @Transactional
    public void lost(UUID publicationId) {
        Publication publication = publications.lock(publicationId).orElseThrow();
        if (publication.state() == PublicationState.LIVE) {
            publication.retiring();
            publications.save(publication);
            UUID tenantId = publication.tenantId();
            work.put(tenantId, PublicationWorker.KIND, publicationId.toString());
            announce(tenantId, processes.byId(publication.processId()).key(), publication);
        }
    }

    void announce(UUID tenantId, String processKey, Publication publication) {
        events.record(
                tenantId,
                "publication",
                Map.of("process", processKey, "number", publication.number(), "state", publication.state()));
    }

    private PublicationView view(Publication publication) {
        return publication.view(processes.versionById(publication.versionId()).number());
    }

    private Publication find(UUID tenantId, String key, int number) {
        return publications
                .findByProcessIdAndNumber(processes.get(tenantId, key).id(), number)
                .orElseThrow(() ->
                        ProblemException.notFound("publication.unknown", "There is no publication " + number + "."));
    }

    private static boolean isStillGood(Publication publication, VersionView version) {
        return publication.versionId().equals(version.id())
                && (publication.state() == PublicationState.LIVE
                        || publication.state().isOnItsWay());
    }

    private static Published published(Publication publication) {
        return new Published(
                publication.id(),
                publication.processId(),
                publication.versionId(),
                publication.number(),
                publication.dagId(),
                publication.state());
    }
}
