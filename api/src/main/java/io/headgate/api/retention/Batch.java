package io.headgate.api.retention;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs that leave in one file: the oldest ones, of one month, and not more than a file should hold.
 *
 * @param runs the oldest end first; empty when there is nothing to do
 */
record Batch(List<DueRuns.Candidate> runs) {

    Batch {
        runs = List.copyOf(runs);
    }

    /**
     * The first of these that fit together.
     *
     * @param oldest in the order of their ends
     * @param mostBytes what their results may have together; the first run is taken whatever it has
     */
    static Batch of(List<DueRuns.Candidate> oldest, long mostBytes) {
        List<DueRuns.Candidate> taken = new ArrayList<>();
        long bytes = 0;
        for (DueRuns.Candidate next : oldest) {
            bytes += next.bytes();
            boolean fits = taken.isEmpty() || (bytes <= mostBytes && month(next).equals(month(taken.getFirst())));
            if (!fits) {
                break;
            }
            taken.add(next);
        }
        return new Batch(taken);
    }

    /** The month in which a run ended (UTC). */
    private static YearMonth month(DueRuns.Candidate run) {
        return YearMonth.from(run.endedAt().atZone(ZoneOffset.UTC));
    }

    List<String> ids() {
        return runs.stream().map(DueRuns.Candidate::id).toList();
    }
}
