package io.headgate.connector.emr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step as EMR shows it.
 *
 * @param failure EMR's own words about a failure; null when there are none
 */
public record StepView(
        String id,
        String name,
        Phase phase,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure) {

    /** The states of a step, folded to what a caller can act on. */
    public enum Phase {
        PENDING,
        RUNNING,
        CANCEL_PENDING,
        COMPLETED,
        CANCELLED,
        FAILED;

        public boolean isTerminal() {
            return this == COMPLETED || this == CANCELLED || this == FAILED;
        }
    }
}
