package io.headgate.api.stage;

import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The stages of a tenant. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/stages")
@Tag(name = "stages")
class StageController {

    /**
     * A stage to add.
     *
     * @param needsSecondPerson whether it is protected; not when left out
     */
    record NewStage(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}")
            String key,

            @NotBlank @Size(max = 100) String name,
            @Nullable Boolean needsSecondPerson) {}

    /**
     * What is to change of a stage; what is left out stays.
     *
     * @param needsSecondPerson whether it is protected
     * @param byDefault true to make it what whoever names no stage means
     */
    record StageChange(
            @Nullable @Size(min = 1, max = 100) @Pattern(regexp = ".*\\S.*")
            String name,

            @Nullable Boolean needsSecondPerson,
            @Nullable Boolean byDefault) {}

    /**
     * A stage.
     *
     * @param byDefault whether it is what whoever names no stage means
     * @param needsSecondPerson whether it is protected: one member asks for a publication on it, another approves
     * @param account id of the account where components run; null on the default stage for the tenant's first one
     * @param cluster a cluster of its own in that account; null for the account's
     */
    record StageAnswer(
            String key,
            String name,
            int position,
            boolean byDefault,
            boolean needsSecondPerson,
            @Nullable UUID account,
            @Nullable String cluster,
            Instant createdAt) {}

    private final Stages stages;
    private final StageAdmin admin;

    StageController(Stages stages, StageAdmin admin) {
        this.stages = stages;
        this.admin = admin;
    }

    /** The stages of the tenant, in their order. */
    @GetMapping
    List<StageAnswer> list(CurrentTenant tenant) {
        return stages.all(tenant.id()).stream().map(StageController::answer).toList();
    }

    /**
     * Adds a stage, which comes last and has no compute target yet. Refused if its key is taken, and if there are ten
     * already.
     */
    @PostMapping
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    StageAnswer add(CurrentTenant tenant, @Valid @RequestBody NewStage body) {
        return answer(admin.add(
                tenant.id(), tenant.actor(), body.key(), body.name(), Boolean.TRUE.equals(body.needsSecondPerson())));
    }

    /**
     * Renames a stage, protects it, or makes it the default one, which it is until another is made so. A protected
     * stage cannot be the default one.
     *
     * @param stage key of the stage
     */
    @PatchMapping("/{stage}")
    @Requires(Role.TENANT_ADMIN)
    StageAnswer change(CurrentTenant tenant, @PathVariable String stage, @Valid @RequestBody StageChange body) {
        return answer(admin.change(
                tenant.id(), tenant.actor(), stage, body.name(), body.needsSecondPerson(), body.byDefault()));
    }

    /**
     * Refused while anything lives on it; the answer says what. Runs that were on it stay.
     *
     * @param stage key of the stage
     */
    @DeleteMapping("/{stage}")
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentTenant tenant, @PathVariable String stage) {
        admin.remove(tenant.id(), tenant.actor(), stage);
    }

    private static StageAnswer answer(StageView stage) {
        return new StageAnswer(
                stage.key(),
                stage.name(),
                stage.position(),
                stage.byDefault(),
                stage.needsSecondPerson(),
                stage.accountId(),
                stage.clusterId(),
                stage.createdAt());
    }
}
