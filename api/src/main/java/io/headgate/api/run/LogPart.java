package io.headgate.api.run;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a log as plain text, without control sequences. Places are bytes of the file and always at the beginning of a line:
 * what follows can be read by itself.
 *
 * @param from where the part begins
 * @param next where the next part begins: behind the last whole line. What comes after it here, a line that was still being
 *     written, is in the next part once more
 * @param tag of the whole log; null when it is not known
 */
record LogPart(String text, int from, int next, @Nullable String tag) {

    /** Longest part, in bytes. */
    static final int LONGEST = 1024 * 1024;

    private static final Pattern CONTROL = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\n\t]]");

    /**
     * The part of a log from a place on, or its end when that is shorter or no place was told. A place that the log does not have
     * is that of another log, which was there before: then the end is told, too.
     */
    static LogPart of(byte[] log, @Nullable Integer place, @Nullable String tag) {
        int from = place != null && isBeginOfLine(log, place) ? place : 0;
        if (log.length - from > LONGEST) {
            from = lineAfter(log, log.length - LONGEST);
        }
        String text = new String(log, from, log.length - from, StandardCharsets.UTF_8);
        return new LogPart(CONTROL.matcher(text).replaceAll(""), from, Math.max(from, lastLineEnd(log)), tag);
    }

    private static boolean isBeginOfLine(byte[] log, int place) {
        return place == 0 || (place <= log.length && log[place - 1] == '\n');
    }

    private static int lineAfter(byte[] log, int place) {
        for (int at = place; at < log.length; at++) {
            if (log[at] == '\n') {
                return at + 1;
            }
        }
        return place;
    }

    private static int lastLineEnd(byte[] log) {
        for (int at = log.length; at > 0; at--) {
            if (log[at - 1] == '\n') {
                return at;
            }
        }
        return 0;
    }
}
