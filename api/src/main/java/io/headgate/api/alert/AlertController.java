package io.headgate.api.alert;

import io.headgate.api.platform.Page;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What went wrong, by its cause, and what people do about it. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/alerts")
@Tag(name = "alerts")
class AlertController {

    /**
     * How many alerts nobody has taken note of.
     *
     * @param open neither acknowledged nor closed
     */
    record AlertCount(int open) {}

    private final IncidentQueries queries;
    private final IncidentActions actions;

    AlertController(IncidentQueries queries, IncidentActions actions) {
        this.queries = queries;
        this.actions = actions;
    }

    /**
     * Alerts, the last changed first.
     *
     * @param open true for those that are not closed, false for those that are; all when left out
     * @param process key of a process that must have a part in it
     */
    @GetMapping
    Page<IncidentView> list(
            CurrentTenant tenant,
            @RequestParam(required = false) @Nullable Boolean open,
            @RequestParam(required = false) @Nullable String process,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        return queries.list(open, process, page, size);
    }

    /** How many alerts wait for somebody to take care of them. */
    @GetMapping("/count")
    AlertCount count(CurrentTenant tenant) {
        return new AlertCount(queries.open());
    }

    /** An alert with the latest runs and dates that belong to it. */
    @GetMapping("/{alert}")
    IncidentView get(CurrentTenant tenant, @PathVariable UUID alert) {
        return queries.get(alert);
    }

    /**
     * Takes note of an alert: it is silent from now on, and closes when nothing more has come for a while. One that is
     * not open stays as it is.
     */
    @PostMapping("/{alert}/acknowledge")
    @Requires(Role.AUTHOR)
    IncidentView acknowledge(CurrentTenant tenant, @PathVariable UUID alert) {
        return actions.acknowledge(tenant.id(), alert, tenant.actor());
    }

    /** Runs all failed runs of it again that were not yet; their members tell what became of each. */
    @PostMapping("/{alert}/rerun")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    IncidentView rerun(CurrentTenant tenant, @PathVariable UUID alert) {
        return actions.rerun(tenant.id(), alert, tenant.actor());
    }
}
