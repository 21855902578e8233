package io.headgate.api.backfill;

import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
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
import tools.jackson.databind.JsonNode;

/** Runs for the dates of the past. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
@Tag(name = "backfills")
class BackfillController {

    /**
     * A backfill to plan or to begin.
     *
     * @param firstDate first business date
     * @param lastDate last business date, itself included; not in the future
     * @param days each day when left out
     * @param concurrency most of its runs at the same time; 1 when left out
     * @param again also the days that have a run that succeeded or has not ended; false when left out
     * @param parameters values by parameter key, the same for each run
     * @param stage key of the stage; the default one when left out
     */
    record NewBackfill(
            @NotNull LocalDate firstDate,
            @NotNull LocalDate lastDate,
            Backfills.@Nullable Days days,
            @Nullable @Min(1) @Max(16) Integer concurrency,
            @Nullable Boolean again,
            @Nullable JsonNode parameters,
            @Nullable @Size(max = 40) String stage) {}

    private final Backfills backfills;

    BackfillController(Backfills backfills) {
        this.backfills = backfills;
    }

    /**
     * The days that a backfill would run, and those that it would leave out; nothing is begun. Refused, with every
     * problem of the span, if the span, the publication or the values would not do.
     */
    @PostMapping("/processes/{process}/backfills/plan")
    @Requires(Role.ENGINEER)
    BackfillPlan plan(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewBackfill body) {
        return backfills.plan(tenant.id(), process, wanted(body));
    }

    /**
     * Begins a backfill; its dates become runs, oldest first, as many at once as it may have. Refused if no day is left
     * to run, and while another backfill of the process is open on the stage.
     */
    @PostMapping("/processes/{process}/backfills")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    BackfillView begin(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewBackfill body) {
        return backfills.begin(tenant.id(), process, tenant.actor(), wanted(body));
    }

    /** The latest 50 backfills of a process, newest first, without their dates. */
    @GetMapping("/processes/{process}/backfills")
    List<BackfillView> list(CurrentTenant tenant, @PathVariable String process) {
        return backfills.list(tenant.id(), process);
    }

    /** A backfill with all its dates. */
    @GetMapping("/backfills/{backfill}")
    BackfillView get(CurrentTenant tenant, @PathVariable UUID backfill) {
        return backfills.get(backfill);
    }

    /** Lets no further date become a run until it is resumed; runs under way go on. Refused unless it is running. */
    @PostMapping("/backfills/{backfill}/pause")
    @Requires(Role.ENGINEER)
    BackfillView pause(CurrentTenant tenant, @PathVariable UUID backfill) {
        return backfills.pause(tenant.id(), backfill, tenant.actor());
    }

    /** Lets dates become runs again. Refused unless it is paused. */
    @PostMapping("/backfills/{backfill}/resume")
    @Requires(Role.ENGINEER)
    BackfillView resume(CurrentTenant tenant, @PathVariable UUID backfill) {
        return backfills.resume(tenant.id(), backfill, tenant.actor());
    }

    /**
     * Lets no further date become a run, for good. Refused if it has ended.
     *
     * @param stopRuns whether its runs that have not ended are stopped as well; they go on when left out
     */
    @PostMapping("/backfills/{backfill}/cancel")
    @Requires(Role.ENGINEER)
    BackfillView cancel(
            CurrentTenant tenant, @PathVariable UUID backfill, @RequestParam(defaultValue = "false") boolean stopRuns) {
        return backfills.cancel(tenant.id(), backfill, tenant.actor(), stopRuns);
    }

    private static Backfills.Wanted wanted(NewBackfill body) {
        return new Backfills.Wanted(
                body.firstDate(),
                body.lastDate(),
                body.days() == null ? Backfills.Days.EVERY_DAY : body.days(),
                body.concurrency() == null ? 1 : body.concurrency(),
                Boolean.TRUE.equals(body.again()),
                body.parameters(),
                body.stage());
    }
}
