package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A place in a list of runs, newest first: after the run of this time and id. Runs that come in meanwhile move nothing, as they
 * would with numbered pages.
 */
record RunCursor(Instant requestedAt, String id) {

    static RunCursor after(HistoryPage.HistoryRun run) {
        return new RunCursor(run.requestedAt(), run.id());
    }

    static RunCursor after(RunSummary run) {
        return new RunCursor(run.requestedAt(), run.id());
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((requestedAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    static RunCursor read(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            if (parts.length == 2 && parts[1].matches("[a-z0-9]{1,64}")) {
                return new RunCursor(Instant.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw unknown();
        }
        throw unknown();
    }

    private static ProblemException unknown() {
        return ProblemException.invalid(
                "runs.cursor",
                "This is no place in the list: take 'before' from the 'next' of an earlier page.",
                List.of());
    }
}
