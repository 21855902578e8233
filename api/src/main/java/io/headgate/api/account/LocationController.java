package io.headgate.api.account;

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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
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
     * @param key what settings name it by; it stays
     * @param stage the stage that it belongs to; the default one when left out
     */
    record NewLocation(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9_-]{0,39}")
            String key,

            @NotBlank @Size(max = 200) String name,

            @NotNull @Pattern(regexp = BUCKET) String bucket,

            @NotNull @Pattern(regexp = PREFIX) @Size(max = 500)
            String prefix,

            @NotNull LocationAccess access,
            @NotNull Classification classification,
            @Nullable @Size(max = 40) String stage) {}

    /** What a location is to mean from now on, all of it. */
    record LocationChange(
            @NotBlank @Size(max = 200) String name,

            @NotNull @Pattern(regexp = BUCKET) String bucket,

            @NotNull @Pattern(regexp = PREFIX) @Size(max = 500)
            String prefix,

            @NotNull LocationAccess access,
            @NotNull Classification classification) {}

    private static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
    private static final String PREFIX = "([A-Za-z0-9_=-][A-Za-z0-9._=-]*/?)*";

    private final Locations locations;
    private final LocationAdmin admin;
    private final Stages stages;
    private final LocationFiles files;

    LocationController(Locations locations, LocationAdmin admin, Stages stages, LocationFiles files) {
        this.locations = locations;
        this.admin = admin;
        this.stages = stages;
        this.files = files;
    }

    /**
     * Gives a place of data a key on a stage. Refused if the stage has a location of that key. Whether the bucket is
     * there is not tried.
     */
    @PostMapping
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    LocationView add(CurrentTenant tenant, @Valid @RequestBody NewLocation body) {
        return admin.add(
                tenant.id(),
                tenant.actor(),
                body.stage(),
                body.key(),
                new LocationAdmin.Meaning(
                        body.name().strip(), body.bucket(), body.prefix(), body.access(), body.classification()));
    }

    /**
     * Lets a location mean another place, or another access. What is published reads and writes there with the next
     * component that starts. Refused if it takes away an access that a process needs.
     *
     * @param stage the default one when left out
     */
    @PutMapping("/{location}")
    @Requires(Role.TENANT_ADMIN)
    LocationView change(
            CurrentTenant tenant,
            @PathVariable String location,
            @RequestParam(required = false) @Nullable String stage,
            @Valid @RequestBody LocationChange body) {
        return admin.change(
                tenant.id(),
                tenant.actor(),
                stage,
                location,
                new LocationAdmin.Meaning(
                        body.name().strip(), body.bucket(), body.prefix(), body.access(), body.classification()));
    }

    /**
     * Forgets a location; refused while a process needs it. The data that lies there stays.
     *
     * @param stage the default one when left out
     */
    @DeleteMapping("/{location}")
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            CurrentTenant tenant,
            @PathVariable String location,
            @RequestParam(required = false) @Nullable String stage) {
        admin.remove(tenant.id(), tenant.actor(), stage, location);
    }

    /**
     * The processes that need a location: a published version names it, or they start with its files.
     *
     * @param stage the default one when left out
     */
    @GetMapping("/{location}/users")
    List<LocationUse.User> users(
            CurrentTenant tenant,
            @PathVariable String location,
            @RequestParam(required = false) @Nullable String stage) {
        return admin.users(tenant.id(), stage, location);
    }

    /**
     * The locations of a stage.
     *
     * @param stage the default one when left out
     */
    @GetMapping
    List<LocationView> list(CurrentTenant tenant, @RequestParam(required = false) @Nullable String stage) {
        return locations.all(stages.get(tenant.id(), stage).id());
    }

    /**
     * Names, sizes and times of files; their contents stay in the tenant's account.
     *
     * @param prefix a folder with its slash, the beginning of a name, or both; the location itself when left out
     * @param after {@code after} of the page before this one; the first page when left out
     */
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
