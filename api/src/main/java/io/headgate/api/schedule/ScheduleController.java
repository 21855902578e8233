package io.headgate.api.schedule;

import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The schedule of a process on a stage, which is the default one when none is named. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/schedule")
@Tag(name = "schedule")
class ScheduleController {

    /**
     * A schedule to set.
     *
     * @param paused left out, a new schedule begins at once, and one that is there stays paused or not as it is
     * @param missedDates {@code latest} when left out
     * @param startsOn the first day, in the zone
     * @param endsOn the last day, itself included
     * @param calendar a calendar of holidays
     * @param holidays what becomes of dates on holidays; {@code skip} when left out
     * @param staggerMinutes by how much starts may be later than their dates; 0 when left out
     */
    record NewSchedule(
            @NotBlank @Size(max = 100) String cron,
            @NotBlank @Size(max = 60) String zone,
            @Nullable Boolean paused,
            @Nullable MissedDates missedDates,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            @Nullable UUID calendar,
            @Nullable HolidayRule holidays,
            @Nullable @Min(0) @Max(60) Integer staggerMinutes) {

        Terms terms() {
            return new Terms(
                    cron.strip(),
                    zone,
                    paused != null && paused,
                    missedDates == null ? MissedDates.LATEST : missedDates,
                    startsOn,
                    endsOn,
                    calendar,
                    holidays == null ? HolidayRule.SKIP : holidays,
                    staggerMinutes == null ? 0 : staggerMinutes);
        }
    }

    private final Schedules schedules;
    private final SchedulePreviews previews;

    ScheduleController(Schedules schedules, SchedulePreviews previews) {
        this.schedules = schedules;
        this.previews = previews;
    }

    /** Without a schedule the answer is empty (204): that a process runs on request only is nothing amiss. */
    @GetMapping
    ResponseEntity<Schedules.ScheduleView> get(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable String stage) {
        return schedules
                .get(tenant.id(), process, stage)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /**
     * Sets the schedule, or changes the one that is there. Refused, with every problem, if it cannot be a schedule, and
     * while the process is archived.
     */
    @PutMapping
    @Requires(Role.ENGINEER)
    Schedules.ScheduleView set(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable String stage,
            @Valid @RequestBody NewSchedule body) {
        return schedules.set(tenant.id(), process, tenant.actor(), body.terms(), body.paused() == null, stage);
    }

    /**
     * What a schedule would do; nothing is set.
     *
     * @param count how many dates
     */
    @PostMapping("/preview")
    @Requires(Role.VIEWER)
    SchedulePreviews.SchedulePreview preview(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(defaultValue = "10") @Min(1) @Max(50) int count,
            @Valid @RequestBody NewSchedule body) {
        return previews.of(tenant.id(), process, body.terms(), count);
    }

    /** Takes the schedule away; runs that it has asked for stay. Without one, nothing happens. */
    @DeleteMapping
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable String stage) {
        schedules.remove(tenant.id(), process, tenant.actor(), stage);
    }
}
