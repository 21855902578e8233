package io.headgate.api.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of dates that came due while nobody could run them. */
public enum MissedDates {
    /** Each runs. */
    ALL,
    /** Only the latest runs. */
    LATEST,
    /** None runs. */
    NONE;

    @JsonCreator
    static MissedDates of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
