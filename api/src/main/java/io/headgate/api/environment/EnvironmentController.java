package io.headgate.api.environment;

import io.headgate.api.tenancy.PlatformAdminOnly;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Airflow environments, for platform admins. */
@RestController
@RequestMapping("/api/v1/environments")
@PlatformAdminOnly
@Tag(name = "environments")
class EnvironmentController {

    /**
     * An environment to make known.
     *
     * @param name its name in MWAA
     * @param region its AWS Region
     * @param bucket the bucket that MWAA syncs its DAGs from
     */
    record NewEnvironment(
            @NotBlank @Size(max = 80) String name,

            @NotNull @Pattern(regexp = "[a-z]{2}(-[a-z]+)+-[0-9]")
            String region,

            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
            String bucket) {}

    /**
     * What to change.
     *
     * @param runLimit most runs of all tenants that are under way at the same time; the places are dealt fairly among tenants
     */
    record EnvironmentChange(@NotNull @Min(1) @Max(10_000) Integer runLimit) {}

    /** An environment, and how it does right now. */
    record EnvironmentWithHealth(EnvironmentView environment, Environments.Health health) {}

    private final Environments environments;

    EnvironmentController(Environments environments) {
        this.environments = environments;
    }

    /**
     * Makes an environment known, so that tenants can be placed on it. AWS is not asked whether it is there. Refused if
     * its name is known already.
     */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    EnvironmentView add(@Valid @RequestBody NewEnvironment body) {
        return environments.add(body.name(), body.region(), body.bucket());
    }

    /** The environments, by name. */
    @GetMapping
    List<EnvironmentView> list() {
        return environments.all();
    }

    /**
     * Changes how many runs may be under way at the same time. Those that are under way go on.
     *
     * @param name name of the environment
     */
    @PatchMapping("/{name}")
    EnvironmentView change(@PathVariable String name, @Valid @RequestBody EnvironmentChange body) {
        return environments.limitRuns(name, body.runLimit());
    }

    /**
     * An environment, and what its Airflow says of itself right now. That Airflow cannot be reached is told in the
     * answer.
     *
     * @param name name of the environment
     */
    @GetMapping("/{name}")
    EnvironmentWithHealth get(@PathVariable String name) {
        EnvironmentView environment = environments.byName(name);
        return new EnvironmentWithHealth(environment, environments.health(environment));
    }
}
