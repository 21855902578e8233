package io.headgate.api.publication;

import io.headgate.api.platform.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A publication as the API shows it.
 *
 * @param number counts up from 1 within the process
 * @param version number of the version that it publishes
 * @param stage key of the stage that it is on
 * @param sha256 hash of the DAG file
 * @param steps the steps that it has reached, in order
 * @param trouble why it does not go on for now; null while it does
 */
public record PublicationView(
        int number,
        int version,
        String stage,
        PublicationState state,
        String dagId,
        String sha256,
        String requestedBy,
        List<Step> steps,
        @Nullable Trouble trouble,
        Instant requestedAt,
        @Nullable Instant endedAt) {

    /** A step and when it was reached. */
    public record Step(PublicationState state, Instant at) {}

    public PublicationView {
        steps = List.copyOf(steps);
    }
}
