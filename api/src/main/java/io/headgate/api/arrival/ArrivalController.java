package io.headgate.api.arrival;

import io.headgate.api.arrival.ArrivalsView.MatchesView;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Processes that start when files arrive. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/arrivals")
@Tag(name = "schedule")
class ArrivalController {

    /**
     * Files to watch for.
     *
     * @param stage the stage of the location and of the runs; the default one when left out
     * @param location key of a location that may be read
     * @param pattern path below the location: {@code *} and {@code ?} within a name, <code>{date}</code> for the business date,
     *     <code>{key}</code> for a parameter; with a slash at its end, or empty, everything below
     * @param gather {@code EACH}: every file at once; {@code QUIET}: one run when none has come for so many minutes; {@code SPAN}:
     *     one run so many minutes after the first
     * @param minutes how many; left out with {@code EACH}
     */
    record NewWatch(
            @Nullable @Size(max = 40) String stage,
            @NotBlank @Size(max = 40) String location,
            @NotNull @Size(max = 1000) String pattern,
            @NotNull Gather gather,
            @Nullable @Min(0) @Max(1440) Integer minutes) {}

    private final Watches watches;
    private final ArrivalQueries queries;

    ArrivalController(Watches watches, ArrivalQueries queries) {
        this.watches = watches;
        this.queries = queries;
    }

    /** What the process watches for, and what became of the latest files. Viewers see no names of files. */
    @GetMapping
    ArrivalsView list(CurrentTenant tenant, @PathVariable String process) {
        return queries.of(tenant.id(), process, tenant.role());
    }

    /** Lets the process start when files arrive. Files that are there already start nothing. */
    @PostMapping
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.CREATED)
    ArrivalsView add(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewWatch body) {
        watches.add(
                tenant.id(),
                process,
                new Watches.Wanted(
                        body.stage(),
                        body.location(),
                        body.pattern(),
                        body.gather(),
                        body.minutes() == null ? 0 : body.minutes()),
                tenant.actor());
        return queries.of(tenant.id(), process, tenant.role());
    }

    /** Files that were gathered and are not due yet start no run. */
    @DeleteMapping("/{watch}")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentTenant tenant, @PathVariable String process, @PathVariable UUID watch) {
        watches.remove(tenant.id(), process, watch, tenant.actor());
    }

    /**
     * The files that are at a location now and fit a pattern: names only.
     *
     * @param pattern as that of a watch; every file when left out
     */
    @GetMapping("/matches")
    @Requires(Role.AUTHOR)
    MatchesView matches(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam @Size(max = 40) String location,
            @RequestParam(defaultValue = "") @Size(max = 1000) String pattern,
            @RequestParam(required = false) @Nullable @Size(max = 40) String stage) {
        return watches.matches(tenant.id(), stage, location, pattern);
    }
}
