package io.headgate.api.publication;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for a publication on a protected stage, as the API shows it.
 *
 * @param stage key of the stage
 * @param live number of the version that is live on the stage now; null if none is
 * @param note why it is asked for
 * @param decidedBy who approved, declined or withdrew it; null while it waits
 * @param reason why it was declined; null otherwise
 * @param publication number of the publication that it became; null unless it was approved
 */
record PublicationRequestView(
        UUID id,
        String process,
        String processName,
        int version,
        String stage,
        @Nullable Integer live,
        String note,
        PublicationRequest.State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        @Nullable Integer publication) {}
