package io.headgate.api.arrival;

import java.time.Duration;
import java.time.Instant;

/** Which files become one run. */
public enum Gather {
    /** Those that are told of at once: for each file a run, as a rule. */
    EACH,
    /** All until none has come for some minutes; after a day it goes on anyhow. */
    QUIET,
    /** All within some minutes of the first. */
    SPAN;

    /** How long a stream of files that never ends may put a run off. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** When files become a run of which the first came at one time and the latest at another. */
    Instant due(Instant first, Instant latest, int minutes) {
        Duration span = Duration.ofMinutes(minutes);
        return switch (this) {
            case EACH -> first;
            case SPAN -> first.plus(span);
            case QUIET -> {
                Instant quiet = latest.plus(span);
                Instant end = first.plus(LONGEST);
                yield quiet.isBefore(end) ? quiet : end;
            }
        };
    }
}
