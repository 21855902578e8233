package io.headgate.api.trigger;

import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What starts a process besides its schedule. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/triggers")
@Tag(name = "schedule")
class TriggerController {

    /**
     * A trigger to set.
     *
     * @param onlyScheduled whether to leave runs aside that somebody asked for by hand; false when left out. A repetition
     *     counts as the run that it repeats
     */
    record NewTrigger(@Nullable Boolean onlyScheduled) {}

    private final Triggers triggers;

    TriggerController(Triggers triggers) {
        this.triggers = triggers;
    }

    /** The processes after which this one starts, with what came of their latest successes. */
    @GetMapping
    List<TriggerView> list(CurrentTenant tenant, @PathVariable String process) {
        return triggers.of(tenant.id(), process);
    }

    /** Lets the process start after another one has succeeded. Refused if they would start one another in a circle. */
    @PutMapping("/{after}")
    @Requires(Role.ENGINEER)
    List<TriggerView> set(
            CurrentTenant tenant,
            @PathVariable String process,
            @PathVariable String after,
            @RequestBody NewTrigger body) {
        return triggers.set(tenant.id(), process, after, Boolean.TRUE.equals(body.onlyScheduled()), tenant.actor());
    }

    /** Lets the process no longer start after another one. If it does not, nothing happens. */
    @DeleteMapping("/{after}")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentTenant tenant, @PathVariable String process, @PathVariable String after) {
        triggers.remove(tenant.id(), process, after, tenant.actor());
    }
}
