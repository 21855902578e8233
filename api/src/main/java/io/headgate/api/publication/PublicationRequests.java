package io.headgate.api.publication;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.live.Events;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessArchived;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.process.VersionView;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Publications on protected stages: one member asks, another decides. Both under the process's lock. */
@Service
class PublicationRequests {

    private final PublicationRequestRepository requests;
    private final Publications publications;
    private final Bindings bindings;
    private final Processes processes;
    private final Stages stages;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    PublicationRequests(
            PublicationRequestRepository requests,
            Publications publications,
            Bindings bindings,
            Processes processes,
            Stages stages,
            Events events,
            AuditTrail audit,
            Clock clock) {
        this.requests = requests;
        this.publications = publications;
        this.bindings = bindings;
        this.processes = processes;
        this.stages = stages;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Asks for a version on a protected stage. What is missing there is told now, not when somebody has approved. */
    @Transactional
    PublicationRequestView ask(
            UUID tenantId, String key, String actor, int versionNumber, String stageKey, String note) {
        ProcessView process = processes.lockInUse(tenantId, key);
        StageView stage = stages.hold(tenantId, stageKey);
        if (!stage.needsSecondPerson()) {
            throw ProblemException.conflict(
                    "stage.not-protected",
                    "The stage " + stage.name() + " is not protected: publish on it without asking.");
        }
        VersionView version = processes.version(tenantId, key, versionNumber);
        bindings.refuseUnlessComplete(tenantId, process, version, stage);
        publications.live(process.id(), stage.id()).ifPresent(live -> {
            if (live.versionId().equals(version.id())) {
                throw ProblemException.conflict(
                        "publication.live-already",
                        "Version " + versionNumber + " is live on the stage " + stage.name() + " already.");
            }
        });
        Optional<PublicationRequest> pending = requests.pending(process.id(), stage.id());
        if (pending.isPresent()) {
            return waiting(pending.get(), version);
        }
        PublicationRequest request = requests.save(
                new PublicationRequest(tenantId, process.id(), version.id(), stage.id(), note, actor, clock.instant()));
        written(tenantId, actor, "publication.ask", request, process, stage, version);
        return view(request);
    }

    /** Lets it be published. The bindings are looked at again: they may have changed since it was asked for. */
    @Transactional
    PublicationRequestView approve(UUID tenantId, UUID id, String actor) {
        ProcessView process = lockProcess(id);
        process.requireInUse();
        PublicationRequest request = lockPending(id);
        if (request.requestedBy().equals(actor)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "request.own",
                    "You have asked for this publication yourself; another member has to approve it.");
        }
        VersionView version = processes.versionById(request.versionId());
        StageView stage = stages.hold(tenantId, stages.byId(request.stageId()).key());
        PublicationView publication = publications.publish(tenantId, process, stage, request.requestedBy(), version);
        UUID publicationId = publications
                .numbered(process.id(), publication.number())
                .orElseThrow()
                .id();
        request.approve(actor, publicationId, clock.instant());
        requests.save(request);
        written(tenantId, actor, "publication.approve", request, process, stage, version);
        return view(request);
    }

    @Transactional
    PublicationRequestView decline(UUID tenantId, UUID id, String actor, String reason) {
        ProcessView process = lockProcess(id);
        PublicationRequest request = lockPending(id);
        if (request.requestedBy().equals(actor)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "request.own",
                    "You have asked for this publication yourself; withdraw it if you do not want it any more.");
        }
        request.decline(actor, reason, clock.instant());
        return decided(tenantId, actor, "publication.decline", request, process);
    }

    @Transactional
    PublicationRequestView withdraw(UUID tenantId, UUID id, String actor) {
        ProcessView process = lockProcess(id);
        PublicationRequest request = lockPending(id);
        if (!request.requestedBy().equals(actor)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "request.not-own",
                    "Only " + request.requestedBy() + ", who has asked, may withdraw this; you may decline it.");
        }
        request.withdraw(actor, clock.instant());
        return decided(tenantId, actor, "publication.withdraw", request, process);
    }

    /** What waits for a decision in the whole tenant, the oldest first. */
    @Transactional(readOnly = true)
    List<PublicationRequestView> pending(UUID tenantId) {
        return requests.allPending(tenantId).stream().map(this::view).toList();
    }

    /** The latest requests of a process, the newest first. */
    @Transactional(readOnly = true)
    List<PublicationRequestView> of(UUID tenantId, String key) {
        UUID processId = processes.get(tenantId, key).id();
        return requests.findTop50ByProcessIdOrderByRequestedAtDesc(processId).stream()
                .map(this::view)
                .toList();
    }

    @Transactional(readOnly = true)
    @Nullable
    PublicationRequestView pendingOn(UUID processId, UUID stageId) {
        return requests.pending(processId, stageId).map(this::view).orElse(null);
    }

    /** Nothing of an archived process is published any more. */
    @EventListener
    void declineOn(ProcessArchived archived) {
        ProcessView process = processes.byId(archived.processId());
        for (PublicationRequest request : requests.pendingOf(archived.processId())) {
            request.decline("headgate", "The process was archived.", clock.instant());
            decided(archived.tenantId(), "headgate", "publication.decline", request, process);
        }
    }

    private PublicationRequestView waiting(PublicationRequest pending, VersionView version) {
        if (!pending.versionId().equals(version.id())) {
            throw ProblemException.conflict(
                    "request.pending",
                    "Version " + processes.versionById(pending.versionId()).number()
                            + " waits for approval on this stage already. Have that decided or withdrawn first.");
        }
        return view(pending);
    }

    private ProcessView lockProcess(UUID id) {
        return processes.lock(requests.processIdOf(id).orElseThrow(PublicationRequests::unknown));
    }

    private PublicationRequest lockPending(UUID id) {
        PublicationRequest request = requests.lock(id).orElseThrow(PublicationRequests::unknown);
        if (request.state() != PublicationRequest.State.PENDING) {
            throw ProblemException.conflict(
                    "request.decided", "This request has been decided already: " + request.state() + ".");
        }
        return request;
    }

    private PublicationRequestView decided(
            UUID tenantId, String actor, String deed, PublicationRequest request, ProcessView process) {
        requests.save(request);
        written(
                tenantId,
                actor,
                deed,
                request,
                process,
                stages.byId(request.stageId()),
                processes.versionById(request.versionId()));
        return view(request);
    }

    private void written(
            UUID tenantId,
            String actor,
            String deed,
            PublicationRequest request,
            ProcessView process,
            StageView stage,
            VersionView version) {
        audit.record(
                tenantId,
                actor,
                deed,
                process.key(),
                "version " + version.number() + " on " + stage.key() + ", asked by " + request.requestedBy());
        events.record(
                tenantId,
                "publication-request",
                Map.of("process", process.key(), "stage", stage.key(), "state", request.state()));
    }

    private PublicationRequestView view(PublicationRequest request) {
        ProcessView process = processes.byId(request.processId());
        UUID publication = request.publicationId();
        return request.view(
                process.key(),
                process.name(),
                processes.versionById(request.versionId()).number(),
                Objects.requireNonNull(stages.byId(request.stageId()).key()),
                publications
                        .liveVersion(request.processId(), request.stageId())
                        .map(live -> processes.versionById(live).number())
                        .orElse(null),
                publication == null ? null : publications.byId(publication).number());
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("request.unknown", "There is no such request.");
    }
}
