package io.headgate.api.arrival;

import io.headgate.api.trigger.Limits;
import org.jspecify.annotations.Nullable;

/** What became of files that a process watched for. */
public enum Outcome {
    /** They started a run. */
    RUN,
    /** A run wrote them, and too many had started one another before. */
    TOO_DEEP,
    /** The process has started by itself too often within the last hour. */
    TOO_MANY,
    /** The process is archived. */
    ARCHIVED,
    /** What their names hold does not fit the process's parameters. */
    VALUES,
    /** The watch was removed before they were due. */
    REMOVED;

    static String sentence(@Nullable Outcome outcome, @Nullable String told) {
        return switch (outcome) {
            case null -> "It waits for more files.";
            case RUN -> "It started a run.";
            case TOO_DEEP ->
                "It started none: a run wrote these files, and " + Limits.DEPTH
                        + " runs had started one another already, which is as far as it may go.";
            case TOO_MANY ->
                "It started none: files and other processes had started the process " + Limits.RATE
                        + " times within an hour already.";
            case ARCHIVED -> "It started none: the process is archived.";
            case VALUES -> "It started none: " + told;
            case REMOVED -> "It started none: nobody watched for these files any more.";
        };
    }
}
