package io.headgate.api.alert;

import io.headgate.api.process.Processes;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
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

/** Who is told of what: for the tenant, and for a process. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
@Tag(name = "alerts")
class RuleController {

    /**
     * A rule as it shall be.
     *
     * @param active whether anybody is told
     * @param toOwner whether the process's owner is told, by e-mail
     * @param channels ids of the channels that are told
     * @param stages keys of the stages that it is about; every stage when it is empty or left out. LATE then looks at the stages with an
     *     active schedule of the process, and at the default one when there is none
     * @param afterSeconds for TOO_LONG only: 60 seconds to 30 days
     * @param byTime for LATE only, which is a rule of a process: local time
     * @param zone for LATE only: name of the time zone
     * @param dayOffset for LATE only: 0 to 7 days after the business date
     */
    record NewRule(
            @NotNull Boolean active,
            @NotNull Boolean toOwner,
            @NotNull @Size(max = 20) List<@NotNull UUID> channels,
            @Nullable @Size(max = 10) List<@NotNull @Size(max = 40) String> stages,
            @Nullable Integer afterSeconds,
            @Nullable LocalTime byTime,
            @Nullable String zone,
            @Nullable Integer dayOffset) {}

    /** Until when nothing is told. */
    record Mute(@NotNull Instant until) {}

    private final Rules rules;
    private final Processes processes;

    RuleController(Rules rules, Processes processes) {
        this.rules = rules;
        this.processes = processes;
    }

    /** The rules of the tenant, one of each kind but LATE: its own, or what is built in. */
    @GetMapping("/alerts/rules")
    RulesView ofTenant(CurrentTenant tenant) {
        return rules.view(tenant.id(), null);
    }

    /**
     * Sets the rule that counts for the processes that have none of their own of that kind. LATE is refused: it is a
     * rule of a process.
     */
    @PutMapping("/alerts/rules/{kind}")
    @Requires(Role.ENGINEER)
    RulesView put(CurrentTenant tenant, @PathVariable AlertKind kind, @Valid @RequestBody NewRule body) {
        return rules.put(tenant.id(), tenant.actor(), rule(null, kind, body), stages(body));
    }

    /** Takes the rule of the tenant away, so that what is built in counts again. If there is none, nothing happens. */
    @DeleteMapping("/alerts/rules/{kind}")
    @Requires(Role.ENGINEER)
    RulesView remove(CurrentTenant tenant, @PathVariable AlertKind kind) {
        return rules.remove(tenant.id(), tenant.actor(), null, kind);
    }

    /** The rules that count for a process, one of each kind, and until when it is silent. */
    @GetMapping("/processes/{process}/alert-rules")
    RulesView ofProcess(CurrentTenant tenant, @PathVariable String process) {
        return rules.view(tenant.id(), id(tenant, process));
    }

    /** Sets a process's own rule, which counts in the place of the tenant's. */
    @PutMapping("/processes/{process}/alert-rules/{kind}")
    @Requires(Role.ENGINEER)
    RulesView putOfProcess(
            CurrentTenant tenant,
            @PathVariable String process,
            @PathVariable AlertKind kind,
            @Valid @RequestBody NewRule body) {
        return rules.put(tenant.id(), tenant.actor(), rule(id(tenant, process), kind, body), stages(body));
    }

    /** Takes a process's own rule away, so that the tenant's counts again. If there is none, nothing happens. */
    @DeleteMapping("/processes/{process}/alert-rules/{kind}")
    @Requires(Role.ENGINEER)
    RulesView removeOfProcess(CurrentTenant tenant, @PathVariable String process, @PathVariable AlertKind kind) {
        return rules.remove(tenant.id(), tenant.actor(), id(tenant, process), kind);
    }

    /** Silences a process for 90 days at most. Its alerts are kept, but nobody is newly told of them. */
    @PutMapping("/processes/{process}/alert-mute")
    @Requires(Role.ENGINEER)
    RulesView mute(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody Mute body) {
        return rules.mute(tenant.id(), tenant.actor(), id(tenant, process), body.until());
    }

    /** Lets a process be heard again. */
    @DeleteMapping("/processes/{process}/alert-mute")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.OK)
    RulesView unmute(CurrentTenant tenant, @PathVariable String process) {
        return rules.mute(tenant.id(), tenant.actor(), id(tenant, process), Instant.EPOCH);
    }

    private UUID id(CurrentTenant tenant, String process) {
        return processes.get(tenant.id(), process).id();
    }

    private static List<String> stages(NewRule body) {
        return body.stages() == null ? List.of() : body.stages();
    }

    private static Rule rule(@Nullable UUID process, AlertKind kind, NewRule body) {
        return new Rule(
                process,
                kind,
                body.active(),
                body.toOwner(),
                body.channels(),
                List.of(),
                body.afterSeconds(),
                body.byTime(),
                body.zone(),
                body.dayOffset());
    }
}
