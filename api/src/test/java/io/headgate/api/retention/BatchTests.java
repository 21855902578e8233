package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which runs leave together. */
class BatchTests {

    @Test
    void theOldestThatFitLeaveTogether() {
        assertThat(Batch.of(
                                List.of(
                                        run("a", "2026-01-03", 40),
                                        run("b", "2026-01-04", 60),
                                        run("c", "2026-01-05", 1)),
                                100)
                        .ids())
                .containsExactly("a", "b");
    }

    @Test
    void aRunThatIsTooBigByItselfLeavesAlone() {
        assertThat(Batch.of(List.of(run("a", "2026-01-03", 400), run("b", "2026-01-04", 1)), 100)
                        .ids())
                .containsExactly("a");
    }

    @Test
    void aMonthEndsABatch() {
        assertThat(Batch.of(List.of(run("a", "2026-01-31", 1), run("b", "2026-02-01", 1)), 100)
                        .ids())
                .containsExactly("a");
        assertThat(Batch.of(List.of(run("a", "2025-01-31", 1), run("b", "2026-01-31", 1)), 100)
                        .ids())
                .containsExactly("a");
    }

    @Test
    void nothingIsDue() {
        assertThat(Batch.of(List.of(), 100).runs()).isEmpty();
    }

    private static DueRuns.Candidate run(String id, String day, long bytes) {
        return new DueRuns.Candidate(id, Instant.parse(day + "T23:59:59Z"), bytes);
    }
}
