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
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of processes as people work with it: with its publication, its last runs and its next date. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
@Tag(name = "processes")
class ProcessOverviewController {

    /**
     * A process in the list.
     *
     * @param archivedAt since when it is out of use; null while it is in use
     * @param publication state of its newest publication on the default stage; null if it was never published
     * @param lastRuns the latest ten runs, newest first
     * @param nextRun the next date of its schedule; null without one
     */
    record ProcessSummary(
            String key,
            String name,
            String owner,
            List<String> tags,
            boolean paused,
            Instant draftAt,
            String draftBy,
            @Nullable Instant archivedAt,
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

    /**
     * The processes of a tenant.
     *
     * @param q part of a name, a key, a tag or an owner's user name
     * @param tag tags that all are wanted
     * @param owner user name of the owner
     * @param archived whether those in the archive are shown, too or only
     * @param sort by name, by the latest change of the draft, or by the latest run
     */
    @GetMapping("/processes")
    Page<ProcessSummary> list(
            CurrentTenant tenant,
            @RequestParam(defaultValue = "") @Size(max = 200) String q,
            @RequestParam(required = false) @Nullable @Size(max = 20) List<@Size(max = 200) String> tag,
            @RequestParam(required = false) @Nullable @Size(max = 63) String owner,
            @RequestParam(defaultValue = "no") ProcessFilter.Archived archived,
            @RequestParam(defaultValue = "name") ProcessFilter.Sort sort,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        ProcessFilter filter = new ProcessFilter(q.strip(), tag == null ? List.of() : tag, owner, archived, sort);
        Page<ProcessOverview.Row> rows = overview.list(tenant.id(), filter, page, size);
        Map<UUID, Instant> next = schedules.nextDates(
                rows.items().stream().map(ProcessOverview.Row::id).toList());
        return new Page<>(
                rows.items().stream()
                        .map(row -> summary(row, next.get(row.id())))
                        .toList(),
                rows.page(),
                rows.size(),
                rows.total());
    }

    /** The tags that processes in use have, the commonest first, at most 500. */
    @GetMapping("/tags")
    List<ProcessOverview.TagCount> tags(CurrentTenant tenant) {
        return overview.tags(tenant.id());
    }

    private static ProcessSummary summary(ProcessOverview.Row row, @Nullable Instant nextRun) {
        return new ProcessSummary(
                row.key(),
                row.name(),
                row.owner(),
                row.tags(),
                row.paused(),
                row.draftAt(),
                row.draftBy(),
                row.archivedAt(),
                row.publication(),
                row.version(),
                row.lastRuns(),
                row.archivedAt() == null ? nextRun : null);
    }
}
