package io.headgate.api.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a date that falls on a holiday. */
public enum HolidayRule {
    /** It does not run. */
    SKIP,
    /** It runs at the same time of the next day that is no holiday. */
    NEXT,
    /** It runs at the same time of the last day before that is no holiday. */
    PREVIOUS;

    @JsonCreator
    static HolidayRule of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
