package io.headgate.api.trigger;

import java.time.Duration;

/** How far triggers may go. */
public final class Limits {

    /** Most runs that start one another in a row. */
    public static final int DEPTH = 8;

    /** Most runs of a process that start after others or by files, both together, within {@link #WINDOW}. */
    public static final int RATE = 60;

    public static final Duration WINDOW = Duration.ofHours(1);

    private Limits() {}

    static String sentence(Decision decision) {
        return switch (decision) {
            case RUN -> "It started a run.";
            case TOO_DEEP ->
                "It started none: " + DEPTH + " runs had started one another already, and that is as far as it may go.";
            case TOO_MANY ->
                "It started none: the process had started after others or by files " + RATE
                        + " times within an hour already.";
            case ARCHIVED -> "It started none: the process is archived.";
        };
    }
}
