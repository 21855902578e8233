package io.headgate.api.schedule;

import io.headgate.api.schedule.CalendarView.Holiday;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Holiday calendars, for the schedules of a tenant. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/calendars")
@Tag(name = "calendars")
class CalendarController {

    /** A calendar to add, or to put in the place of another. */
    record NewCalendar(
            @NotBlank @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*")
            String name,

            @NotNull @Size(max = Calendars.MOST_DAYS) List<@NotNull @Valid Holiday> days) {}

    /** An iCalendar text (RFC 5545), for instance the file that a calendar program exports. */
    record CalendarText(
            @NotBlank @Size(max = CalendarImport.MOST_CHARACTERS)
            String text) {}

    private final Calendars calendars;

    CalendarController(Calendars calendars) {
        this.calendars = calendars;
    }

    /** The calendars of the tenant, by name, without their days. */
    @GetMapping
    List<CalendarStore.CalendarSummary> list(CurrentTenant tenant) {
        return calendars.list();
    }

    /**
     * Adds a calendar. Refused if its name is taken, if a day is there twice, and if there are 100 calendars already.
     */
    @PostMapping
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.CREATED)
    CalendarView add(CurrentTenant tenant, @Valid @RequestBody NewCalendar body) {
        return calendars.add(tenant.id(), tenant.actor(), body.name().strip(), body.days());
    }

    /** A calendar with its days, and the processes whose schedules heed it. */
    @GetMapping("/{calendar}")
    CalendarView get(CurrentTenant tenant, @PathVariable UUID calendar) {
        return calendars.get(calendar);
    }

    /** Puts a name and days in the place of those that were there. The schedules that heed it follow at once. */
    @PutMapping("/{calendar}")
    @Requires(Role.ENGINEER)
    CalendarView change(CurrentTenant tenant, @PathVariable UUID calendar, @Valid @RequestBody NewCalendar body) {
        return calendars.change(
                tenant.id(), calendar, tenant.actor(), body.name().strip(), body.days());
    }

    /** Adds the whole-day events of an iCalendar text, those that repeat for the next five years. */
    @PostMapping("/{calendar}/import")
    @Requires(Role.ENGINEER)
    Calendars.ImportAnswer read(
            CurrentTenant tenant, @PathVariable UUID calendar, @Valid @RequestBody CalendarText body) {
        return calendars.read(tenant.id(), calendar, tenant.actor(), body.text());
    }

    /** Removes a calendar. Refused while a schedule heeds it. */
    @DeleteMapping("/{calendar}")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentTenant tenant, @PathVariable UUID calendar) {
        calendars.remove(tenant.id(), calendar, tenant.actor());
    }
}
