package io.headgate.api.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The days on which a schedule does not run, and what becomes of its dates then. */
record Holidays(Set<LocalDate> days, HolidayRule rule) {

    static final Holidays NONE = new Holidays(Set.of(), HolidayRule.SKIP);

    /** A date that would have to be moved further than this is skipped. */
    static final int FURTHEST_DAYS = 31;

    Holidays {
        days = Set.copyOf(days);
    }

    boolean include(LocalDate day) {
        return days.contains(day);
    }

    /** Where the dates of a holiday go; null when they are skipped. */
    @Nullable
    LocalDate target(LocalDate holiday) {
        if (rule == HolidayRule.SKIP) {
            return null;
        }
        int step = rule == HolidayRule.NEXT ? 1 : -1;
        LocalDate day = holiday;
        for (int i = 0; i < FURTHEST_DAYS; i++) {
            day = day.plusDays(step);
            if (!include(day)) {
                return day;
            }
        }
        return null;
    }

    /** The days that dates of holidays go to, each with those holidays. */
    NavigableMap<LocalDate, List<LocalDate>> targets() {
        NavigableMap<LocalDate, List<LocalDate>> targets = new TreeMap<>();
        for (LocalDate holiday : days) {
            LocalDate target = target(holiday);
            if (target != null) {
                targets.computeIfAbsent(target, day -> new ArrayList<>()).add(holiday);
            }
        }
        return targets;
    }
}
