package io.headgate.api.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that has been admitted and has not settled, as the reconciler looks at it: read without its lock, so only a hint.
 *
 * @param dagId of the publication that it is on
 * @param admittedAt null only for a run of the time before it was kept
 */
record OpenRun(
        String id,
        RunState state,
        boolean handedOver,
        @Nullable Instant admittedAt,
        String dagId) {}
