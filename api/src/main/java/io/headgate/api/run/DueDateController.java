package io.headgate.api.run;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** What a process was due at, and what became of it. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/schedule/dates")
@Tag(name = "schedule")
class DueDateController {

    /** A date of the ledger. */
    record DateToRun(@NotNull Instant dueAt) {}

    private static final Duration SHOWN = Duration.ofDays(31);
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final DueDates dates;
    private final RunViews views;
    private final Clock clock;

    DueDateController(DueDates dates, RunViews views, Clock clock) {
        this.dates = dates;
        this.views = views;
        this.clock = clock;
    }

    /**
     * The dates that came due, the newest first.
     *
     * @param from 31 days before {@code to} when left out
     * @param to not included; now when left out. To go on, give what the last answer says as {@code before}
     * @param missed only those that were missed
     * @param stage the default one when left out
     */
    @GetMapping
    DueDates.DueDatePage list(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "false") boolean missed,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int size,
            @RequestParam(required = false) @Nullable String stage) {
        Instant end = to == null ? clock.instant() : inRange("to", to);
        Instant begin = from == null ? end.minus(SHOWN) : inRange("from", from);
        return dates.list(tenant.id(), process, begin, end, missed, size, stage);
    }

    /** Runs a date that was missed, with its business date. Asked again, it answers the same run. */
    @PostMapping("/run")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView run(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable String stage,
            @Valid @RequestBody DateToRun body) {
        return views.get(dates.run(tenant.id(), process, tenant.actor(), inRange("dueAt", body.dueAt()), stage));
    }

    private static Instant inRange(String field, Instant instant) {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw ProblemException.invalid(
                    "schedule.dates",
                    "There are no dates at such a time.",
                    List.of(new FieldProblem(
                            "schedule.dates", "/" + field, "It is not in the years 1970 to 2199.", null)));
        }
        return instant;
    }
}
