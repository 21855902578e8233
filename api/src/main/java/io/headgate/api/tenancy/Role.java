package io.headgate.api.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do in a tenant; each role may do what the ones before it may. */
public enum Role {
    /** Looks at processes and runs. */
    VIEWER,
    /** Draws processes, publishes and runs them. */
    AUTHOR,
    /** Schedules, reruns, reads logs. */
    ENGINEER,
    /** Manages accounts, locations and members. */
    TENANT_ADMIN;

    @JsonCreator
    static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it may do what the needed one may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
