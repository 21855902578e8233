package io.headgate.api.process;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The values that a stage has for a process's parameters. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/stages/{stage}/parameters")
@Tag(name = "stages")
class StageParameterController {

    /** Values by parameter key. */
    record StageValues(Map<String, JsonNode> values) {}

    /**
     * Values to set; those that are null are taken away, those that are left out stay.
     *
     * @param version number of the version whose parameters they must fit; the draft's when left out
     */
    record StageValuesChange(
            @NotNull JsonNode values, @Nullable Integer version) {}

    private final StageParameters parameters;
    private final Processes processes;
    private final Stages stages;

    StageParameterController(StageParameters parameters, Processes processes, Stages stages) {
        this.parameters = parameters;
        this.processes = processes;
        this.stages = stages;
    }

    /**
     * The values that the stage has of its own; the other parameters have their defaults.
     *
     * @param stage key of the stage
     */
    @GetMapping
    StageValues values(CurrentTenant tenant, @PathVariable String process, @PathVariable String stage) {
        return new StageValues(parameters.of(
                processes.get(tenant.id(), process).id(),
                stages.get(tenant.id(), stage).id()));
    }

    /**
     * Sets values of the stage, or takes them away; runs that begin from now on have them. On a protected stage only a
     * tenant admin may. Refused if they do not fit the parameters.
     *
     * @param stage key of the stage
     */
    @PatchMapping
    @Requires(Role.ENGINEER)
    StageValues setValues(
            CurrentTenant tenant,
            @PathVariable String process,
            @PathVariable String stage,
            @Valid @RequestBody StageValuesChange body) {
        if (!body.values().isObject()) {
            throw ProblemException.invalid(
                    "stage.parameters",
                    "The values are given by the keys of the parameters.",
                    List.of(new FieldProblem("parameters.shape", "/values", "This is not an object.", null)));
        }
        return new StageValues(parameters.change(tenant, process, stage, body.version(), body.values()));
    }
}
