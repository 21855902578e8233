package io.headgate.api.publication;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.live.Events;
import io.headgate.api.platform.Ids;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.process.VersionView;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
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
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The publications of the bound tenant's processes. */
@Service
public class Publications {

    /** What a run needs to know of the publication that it runs on. */
    public record Published(
            UUID id, UUID processId, UUID stageId, UUID versionId, int number, String dagId, PublicationState state) {}

    /**
     * What is to be published.
     *
     * @param version number of a version; null for the draft
     * @param note what changed, for the version that is made of the draft
     * @param expected the ETag of the draft that the author has seen; null for whatever stands there
     * @param stage key of the stage; null for the default one
     */
    record Wish(
            @Nullable Integer version,
            String note,
            @Nullable String expected,
            @Nullable String stage) {}

    private final PublicationRepository publications;
    private final Processes processes;
    private final Tenants tenants;
    private final Stages stages;
    private final Bindings bindings;
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
            Stages stages,
            Bindings bindings,
            WorkQueue work,
            Events events,
            AuditTrail audit,
            List<PublicationCheck> checks,
            Clock clock) {
        this.publications = publications;
        this.processes = processes;
        this.tenants = tenants;
        this.stages = stages;
        this.bindings = bindings;
        this.work = work;
        this.events = events;
        this.audit = audit;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Publishes a version on a stage, by default the draft as it stands on the default stage. An earlier version is published
     * as it is: that is how a process is rolled back; and so is one that runs on another stage: that is how it is promoted.
     * The newest publication there is answered again if it holds just that version and is live or on its way.
     */
    @Transactional
    PublicationView publish(UUID tenantId, String key, String actor, Wish wish) {
        ProcessView process = processes.lockInUse(tenantId, key);
        StageView stage = stages.hold(tenantId, wish.stage());
        if (stage.needsSecondPerson()) {
            throw ProblemException.conflict(
                    "stage.protected",
                    "The stage " + stage.name()
                            + " is protected: ask for the publication of a version, and another member approves it.");
        }
        return publish(tenantId, process, stage, actor, version(tenantId, key, actor, stage, wish));
    }

    /** Publishes a version on a stage. The process is locked, the stage held, and who may do it is settled. */
    @Transactional(propagation = Propagation.MANDATORY)
    PublicationView publish(UUID tenantId, ProcessView process, StageView stage, String actor, VersionView version) {
        if (stage.byDefault()) {
            bindings.refuseUnfitCalls(tenantId, version, stage);
        } else {
            bindings.refuseUnlessComplete(tenantId, process, version, stage);
        }
        var intended = new PublicationCheck.Intended(tenantId, process.id(), stage.id(), version.id());
        checks.forEach(check -> check.check(intended));
        Optional<Publication> newest =
                publications.findFirstByProcessIdAndStageIdOrderByNumberDesc(process.id(), stage.id());
        if (newest.isPresent() && isStillGood(newest.get(), version)) {
            return newest.get().view(version.number(), stage.key());
        }
        int number = publications.lastNumber(process.id()) + 1;
        String dagId = Ids.random("h", 11);
        DagFile file = renderer.render(new RenderRequest(
                processes.definition(version.id()), dagId, tenants.get(tenantId).connectionId(), number));
        Publication publication = publications.save(new Publication(
                tenantId, process.id(), stage.id(), version.id(), number, dagId, file, actor, clock.instant()));
        work.put(tenantId, PublicationWorker.KIND, publication.id().toString());
        audit.record(
                tenantId,
                actor,
                "process.publish",
                process.key(),
                "version " + version.number() + " as publication " + number + " on " + stage.key());
        announce(tenantId, process.key(), publication);
        return publication.view(version.number(), stage.key());
    }

    private VersionView version(UUID tenantId, String key, String actor, StageView stage, Wish wish) {
        if (wish.version() == null) {
            UUID judgedOn = stage.byDefault() ? null : stage.id();
            return processes.makeVersion(tenantId, key, actor, wish.note(), wish.expected(), judgedOn);
        }
        return stage.byDefault()
                ? processes.publishable(tenantId, key, wish.version())
                : processes.version(tenantId, key, wish.version());
    }

    @Transactional(readOnly = true)
    List<PublicationView> list(UUID tenantId, String key, @Nullable String stage) {
        return publications
                .findTop50ByProcessIdAndStageIdOrderByNumberDesc(
                        processes.get(tenantId, key).id(),
                        stages.get(tenantId, stage).id())
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

    /** The version that is live on a stage; empty if none is. */
    @Transactional(readOnly = true)
    Optional<UUID> liveVersion(UUID processId, UUID stageId) {
        return publications.liveVersion(processId, stageId);
    }

    /** The publication that new runs of a process start on, on a stage. */
    @Transactional(readOnly = true)
    public Optional<Published> live(UUID processId, UUID stageId) {
        return publications
                .findFirstByProcessIdAndStageIdAndStateOrderByNumberDesc(processId, stageId, PublicationState.LIVE)
                .map(Publications::published);
    }

    /** The newest publication of a process on a stage, however far it has come. */
    @Transactional(readOnly = true)
    public Optional<Published> newest(UUID processId, UUID stageId) {
        return publications
                .findFirstByProcessIdAndStageIdOrderByNumberDesc(processId, stageId)
                .map(Publications::published);
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

    PublicationView view(Publication publication) {
        return publication.view(
                processes.versionById(publication.versionId()).number(),
                stages.byId(publication.stageId()).key());
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
                publication.stageId(),
                publication.versionId(),
                publication.number(),
                publication.dagId(),
                publication.state());
    }
}
