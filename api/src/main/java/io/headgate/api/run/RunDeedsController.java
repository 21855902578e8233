package io.headgate.api.run;

import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people do with runs that are there: many at once, and what they say about components of those that are over. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/runs")
@Tag(name = "runs")
class RunDeedsController {

    /**
     * What to do with which runs.
     *
     * @param runs their ids, each once
     */
    record ManyRuns(
            @NotNull RunDeeds.Deed deed,
            @NotEmpty @Size(max = 200) List<@NotBlank @Size(max = 64) String> runs) {}

    /** What became of each, in the order of the request. */
    record Outcomes(List<RunDeeds.Outcome> outcomes) {}

    /**
     * What to take a component for.
     *
     * @param reason for those who read it later
     */
    record NewMark(
            @NotNull Mark.As as, @NotBlank @Size(max = 500) String reason) {}

    private final RunDeeds deeds;
    private final Marks marks;
    private final RunViews views;

    RunDeedsController(RunDeeds deeds, Marks marks, RunViews views) {
        this.deeds = deeds;
        this.marks = marks;
        this.views = views;
    }

    /** Stops runs, or runs again what failed in them. One that cannot be done is told and keeps no other from it. */
    @PostMapping("/deeds")
    @Requires(Role.AUTHOR)
    Outcomes many(CurrentTenant tenant, @Valid @RequestBody ManyRuns body) {
        return new Outcomes(deeds.all(tenant.id(), tenant.actor(), body.deed(), body.runs()));
    }

    /** Says what a repetition of the run is to take a component for that did not succeed. The run stays as it ended. */
    @PutMapping("/{run}/components/{component}/mark")
    @Requires(Role.ENGINEER)
    RunView mark(
            CurrentTenant tenant,
            @PathVariable String run,
            @PathVariable String component,
            @Valid @RequestBody NewMark body) {
        marks.mark(tenant.id(), run, component, tenant.actor(), body.as(), body.reason());
        return views.get(run);
    }

    /** Takes back what was said about a component that did not succeed. If nothing was, nothing happens. */
    @DeleteMapping("/{run}/components/{component}/mark")
    @Requires(Role.ENGINEER)
    RunView unmark(CurrentTenant tenant, @PathVariable String run, @PathVariable String component) {
        marks.unmark(tenant.id(), run, component, tenant.actor());
        return views.get(run);
    }
}
