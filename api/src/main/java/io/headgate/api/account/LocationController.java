package io.headgate.api.account;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Named places of data, and the names of what lies there. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/locations")
@Tag(name = "locations")
class LocationController {

    /**
     * A location to add.
     *
     * @param stage the stage that it belongs to; the default one when left out
     */
    record NewLocation(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9_-]{0,39}")
            String key,

            @NotBlank @Size(max = 200) String name,

            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
            String bucket,

            @NotNull @Pattern(regexp = "([A-Za-z0-9_=-][A-Za-z0-9._=-]*/?)*") @Size(max = 500)
            String prefix,

            @NotNull LocationAccess access,
            @NotNull Classification classification,
            @Nullable @Size(max = 40) String stage) {}

    private final LocationRepository repository;
    private final Locations locations;
    private final Stages stages;
    private final LocationFiles files;
    private final AuditTrail audit;
    private final Clock clock;

    LocationController(
            LocationRepository repository,
            Locations locations,
            Stages stages,
            LocationFiles files,
            AuditTrail audit,
            Clock clock) {
        this.repository = repository;
        this.stages = stages;
        this.locations = locations;
        this.files = files;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public LocationView add(CurrentTenant tenant, @Valid @RequestBody NewLocation body) {
        StageView stage = stages.hold(tenant.id(), body.stage());
        if (repository.existsByStageIdAndKey(stage.id(), body.key())) {
            throw ProblemException.conflict("location.key-taken", "There is a location '" + body.key() + "' already.");
        }
        audit.record(
                tenant.id(),
                tenant.actor(),
                "location.add",
                body.key(),
                body.bucket() + "/" + body.prefix() + " on " + stage.key());
        return repository
                .save(new Location(
                        tenant.id(),
                        stage.id(),
                        body.key(),
                        body.name(),
                        body.bucket(),
                        body.prefix(),
                        body.access(),
                        body.classification(),
                        clock.instant()))
                .view();
    }

    /**
     * The locations of a stage.
     *
     * @param stage the default one when left out
     */
    @GetMapping
    public List<LocationView> list(CurrentTenant tenant, @RequestParam(required = false) @Nullable String stage) {
        return locations.all(stages.get(tenant.id(), stage).id());
    }

    /** Names, sizes and times of files; their contents stay in the tenant's account. */
    @GetMapping("/{location}/files")
    @Requires(Role.AUTHOR)
    LocationFiles.FilePage files(
            CurrentTenant tenant,
            @PathVariable String location,
            @RequestParam(defaultValue = "") @Size(max = 900) String prefix,
            @RequestParam(required = false) @Nullable @Size(max = 2000) String after,
            @RequestParam(required = false) @Nullable String stage) {
        return files.list(
                tenant.id(),
                stages.get(tenant.id(), stage).id(),
                location,
                prefix,
                after == null || after.isEmpty() ? null : after);
    }
}
