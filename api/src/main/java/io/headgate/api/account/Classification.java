package io.headgate.api.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How sensitive the data of a location is. */
public enum Classification {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL;

    @JsonCreator
    static Classification of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
