package io.headgate.api.run;

import io.headgate.api.platform.Page;
import io.headgate.api.publication.PublicationState;
import io.headgate.api.schedule.Schedules;
import io.headgate.api.tenancy.CurrentTenant;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of processes as people work with it: with its publication, its last runs and its next date. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes")
@Tag(name = "processes")
class ProcessOverviewController {

    /** What a list can be sorted by. */
    enum Sort {
        name,
        changed
    }

    /**
     * A process in the list.
     *
     * @param publication state of its newest publication; null if it was never published
     * @param lastRuns the latest ten runs, newest first
     * @param nextRun the next date of its schedule; null without one
     */
    record ProcessSummary(
            String key,
            String name,
            String owner,
            boolean paused,
            Instant draftAt,
            String draftBy,
            @Nullable PublicationState publication,
            @Nullable Integer version,
            List<LastRun> lastRuns,
            @Nullable Instant nextRun) {}

    /** A run as a bar. */
    record LastRun(
            String id,
            RunState state,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    private final ProcessOverview overview;
    private final Schedules schedules;

    ProcessOverviewController(ProcessOverview overview, Schedules schedules) {
        this.overview = overview;
        this.schedules = schedules;
    }

    @GetMapping
    Page<ProcessSummary> list(
            CurrentTenant tenant,
            @RequestParam(defaultValue = "") @Size(max = 200) String q,
            @RequestParam(defaultValue = "name") Sort sort,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        Page<ProcessOverview.Row> rows = overview.list(tenant.id(), q, sort, page, size);
        return new Page<>(
                rows.items().stream().map(row -> summary(row)).toList(), rows.page(), rows.size(), rows.total());
    }

    private ProcessSummary summary(ProcessOverview.Row row) {
        UUID id = row.id();
        return new ProcessSummary(
                row.key(),
                row.name(),
                row.owner(),
                row.paused(),
                row.draftAt(),
                row.draftBy(),
                row.publication(),
                row.version(),
                overview.lastRuns(id),
                schedules.nextDate(id).orElse(null));
    }
}
