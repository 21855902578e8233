package io.headgate.api.publication;

import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Versions on their way from stage to stage. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
@Tag(name = "stages")
class StagePublicationController {

    /**
     * A publication to ask for.
     *
     * @param version number of the version
     * @param stage key of a protected stage
     * @param note why
     */
    record NewPublicationRequest(
            @NotNull Integer version,
            @NotNull @Size(max = 40) String stage,
            @Nullable @Size(max = 500) String note) {}

    /** Why a request is declined. */
    record Declined(@NotBlank @Size(max = 500) String reason) {}

    private final ProcessStages processStages;
    private final PublicationSteps steps;
    private final Stages stages;
    private final PublicationRequests requests;

    StagePublicationController(
            ProcessStages processStages, PublicationSteps steps, Stages stages, PublicationRequests requests) {
        this.processStages = processStages;
        this.steps = steps;
        this.stages = stages;
        this.requests = requests;
    }

    /** What is live on each stage of the tenant, and what waits there. */
    @GetMapping("/processes/{process}/stages")
    List<ProcessStages.ProcessStage> stages(CurrentTenant tenant, @PathVariable String process) {
        return processStages.of(tenant.id(), process);
    }

    /**
     * Takes a process out of use on a stage: nothing of it starts there any more until it is published again. Runs under way end.
     *
     * @param stage key of the stage; the default one when left out
     */
    @PostMapping("/processes/{process}/unpublish")
    @Requires(Role.ENGINEER)
    List<ProcessStages.ProcessStage> unpublish(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable String stage) {
        steps.unpublish(tenant.id(), process, stages.get(tenant.id(), stage).id(), tenant.actor());
        return processStages.of(tenant.id(), process);
    }

    /**
     * A dry run: what the version would bind to on the stage, and everything that is missing there.
     *
     * @param stage key of the stage
     */
    @GetMapping("/processes/{process}/versions/{number}/bindings")
    @Requires(Role.AUTHOR)
    StageBindings bindings(
            CurrentTenant tenant, @PathVariable String process, @PathVariable int number, @RequestParam String stage) {
        return processStages.bindings(tenant.id(), process, number, stage);
    }

    /** The latest 50 requests of a process, newest first. */
    @GetMapping("/processes/{process}/publication-requests")
    List<PublicationRequestView> ofProcess(CurrentTenant tenant, @PathVariable String process) {
        return requests.of(tenant.id(), process);
    }

    /** Asks for a publication on a protected stage; asked again for the same version, it answers the request that waits. */
    @PostMapping("/processes/{process}/publication-requests")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.CREATED)
    PublicationRequestView ask(
            CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewPublicationRequest body) {
        return requests.ask(
                tenant.id(),
                process,
                tenant.actor(),
                body.version(),
                body.stage(),
                body.note() == null ? "" : body.note());
    }

    /** What waits for a second person in the tenant, the oldest first, at most 100. */
    @GetMapping("/publication-requests")
    List<PublicationRequestView> pending(CurrentTenant tenant) {
        return requests.pending(tenant.id());
    }

    /**
     * Approves a request, and publishes its version. Refused for whoever has asked, for a request that is decided, and
     * if anything is missing on the stage by now.
     */
    @PostMapping("/publication-requests/{request}/approve")
    @Requires(Role.AUTHOR)
    PublicationRequestView approve(CurrentTenant tenant, @PathVariable UUID request) {
        return requests.approve(tenant.id(), request, tenant.actor());
    }

    /** Declines a request. Refused for whoever has asked, and for a request that is decided. */
    @PostMapping("/publication-requests/{request}/decline")
    @Requires(Role.AUTHOR)
    PublicationRequestView decline(
            CurrentTenant tenant, @PathVariable UUID request, @Valid @RequestBody Declined body) {
        return requests.decline(tenant.id(), request, tenant.actor(), body.reason());
    }

    /** Takes a request back. Refused for all but whoever has asked, and for a request that is decided. */
    @PostMapping("/publication-requests/{request}/withdraw")
    @Requires(Role.AUTHOR)
    PublicationRequestView withdraw(CurrentTenant tenant, @PathVariable UUID request) {
        return requests.withdraw(tenant.id(), request, tenant.actor());
    }
}
