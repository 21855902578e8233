package io.headgate.api.schedule;

import org.jspecify.annotations.Nullable;

/** Names of holidays as they are kept. */
final class HolidayNames {

    static final int LONGEST = 200;

    private HolidayNames() {}

    /** In one line, without control characters and not too long; never empty. */
    static String clean(@Nullable String name) {
        String clean = name == null
                ? ""
                : name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\s]+", " ").strip();
        if (clean.isEmpty()) {
            return "Holiday";
        }
        int end = Math.min(clean.length(), LONGEST);
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end);
    }
}
