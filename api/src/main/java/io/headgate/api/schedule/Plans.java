package io.headgate.api.schedule;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes plans of schedules, with the holidays as they stand now. */
@Component
class Plans {

    private final CalendarStore calendars;

    Plans(CalendarStore calendars) {
        this.calendars = calendars;
    }

    @Transactional(readOnly = true, propagation = Propagation.MANDATORY)
    public Plan of(Schedule schedule) {
        return of(schedule.terms());
    }

    @Transactional(readOnly = true, propagation = Propagation.MANDATORY)
    public Plan of(Terms terms) {
        return new Plan(terms.times(), terms.startsOn(), terms.endsOn(), holidays(terms.calendar(), terms.holidays()));
    }

    /** What the schedule would have been on the days before it began, for days of the past that are asked for. */
    @Transactional(readOnly = true, propagation = Propagation.MANDATORY)
    public Plan withoutSpan(Schedule schedule) {
        Terms terms = schedule.terms();
        return new Plan(terms.times(), null, null, holidays(terms.calendar(), terms.holidays()));
    }

    private Holidays holidays(@Nullable UUID calendar, HolidayRule rule) {
        return calendar == null
                ? Holidays.NONE
                : new Holidays(calendars.days(calendar).keySet(), rule);
    }
}
