package io.headgate.api.publication;

import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.stage.StageUse;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A process stage by stage. */
@Service
class ProcessStages implements StageUse {

    /**
     * A process on a stage.
     *
     * @param stage key of the stage
     * @param byDefault whether it is what whoever names no stage means
     * @param live the publication that new runs start on there; null if none is live
     * @param newest the newest publication there; null if there was none
     * @param request what waits there for a second person; null if nothing does
     */
    record ProcessStage(
            String stage,
            String name,
            boolean byDefault,
            boolean needsSecondPerson,
            @Nullable PublicationView live,
            @Nullable PublicationView newest,
            @Nullable PublicationRequestView request) {}

    private final PublicationRepository publications;
    private final Publications views;
    private final PublicationRequests requests;
    private final PublicationRequestRepository requestRepository;
    private final Bindings bindings;
    private final Processes processes;
    private final Stages stages;

    ProcessStages(
            PublicationRepository publications,
            Publications views,
            PublicationRequests requests,
            PublicationRequestRepository requestRepository,
            Bindings bindings,
            Processes processes,
            Stages stages) {
        this.publications = publications;
        this.views = views;
        this.requests = requests;
        this.requestRepository = requestRepository;
        this.bindings = bindings;
        this.processes = processes;
        this.stages = stages;
    }

    @Transactional(readOnly = true)
    public List<ProcessStage> of(UUID tenantId, String key) {
        ProcessView process = processes.get(tenantId, key);
        return stages.all(tenantId).stream().map(stage -> on(process, stage)).toList();
    }

    @Transactional(readOnly = true)
    public StageBindings bindings(UUID tenantId, String key, int version, String stage) {
        return bindings.of(
                tenantId,
                processes.get(tenantId, key),
                processes.version(tenantId, key, version),
                stages.get(tenantId, stage));
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> livesOn(UUID tenantId, UUID stageId) {
        List<String> living = new ArrayList<>();
        int published = publications.processesOn(stageId, PublicationSteps.OPEN);
        if (published > 0) {
            living.add("publications of " + (published == 1 ? "a process" : published + " processes"));
        }
        int waiting = requestRepository.countByStageIdAndState(stageId, PublicationRequest.State.PENDING);
        if (waiting > 0) {
            living.add(waiting == 1 ? "a request for a publication" : waiting + " requests for publications");
        }
        return living;
    }

    private ProcessStage on(ProcessView process, StageView stage) {
        return new ProcessStage(
                stage.key(),
                stage.name(),
                stage.byDefault(),
                stage.needsSecondPerson(),
                publications
                        .findFirstByProcessIdAndStageIdAndStateOrderByNumberDesc(
                                process.id(), stage.id(), PublicationState.LIVE)
                        .map(views::view)
                        .orElse(null),
                publications
                        .findFirstByProcessIdAndStageIdOrderByNumberDesc(process.id(), stage.id())
                        .map(views::view)
                        .orElse(null),
                requests.pendingOn(process.id(), stage.id()));
    }
}
