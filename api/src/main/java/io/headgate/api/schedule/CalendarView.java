package io.headgate.api.schedule;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A holiday calendar.
 *
 * @param days its holidays, by their days
 * @param usedBy keys of the processes whose schedules heed it
 */
public record CalendarView(UUID id, String name, List<Holiday> days, List<String> usedBy) {

    /** A day on which nothing is due, or is due otherwise. */
    public record Holiday(
            @NotNull LocalDate day,

            @NotNull @Size(min = 1, max = HolidayNames.LONGEST) @Pattern(regexp = "\\P{Cntrl}*")
            String name) {}
}
