package io.headgate.api.trial;

import io.headgate.api.platform.Trouble;
import io.headgate.api.run.AttemptState;
import io.headgate.api.run.ComponentError;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trial, without any rows.
 *
 * @param state where its step stands
 * @param cancelling whether its end was asked for
 * @param trouble why it does not go on for now
 * @param error why it failed; what a component says of its data stands in the sample alone
 * @param sampleUntil until when the sample can be had; null when there is none (any more)
 */
record TrialView(
        UUID id,
        String process,
        String component,
        TrialScope scope,
        int rows,
        AttemptState state,
        boolean cancelling,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Trouble trouble,
        @Nullable ComponentError error,
        @Nullable Instant sampleUntil) {

    static TrialView of(Trial trial, String process, Instant now) {
        return new TrialView(
                trial.id(),
                process,
                trial.componentKey(),
                trial.scope(),
                trial.rows(),
                trial.state(),
                trial.isCancelRequested() && !trial.state().isTerminal(),
                trial.requestedBy(),
                trial.queuedAt(),
                trial.startedAt(),
                trial.endedAt(),
                trial.trouble(),
                trial.error(),
                trial.hasSample(now) ? trial.scratchUntil() : null);
    }
}
