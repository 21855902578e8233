package io.headgate.api.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message, and what became of it.
 *
 * @param incident what it is about; null for a test
 * @param event {@code opened}, {@code count-10}, {@code again-…}, {@code recovered} or {@code test}
 * @param channel name of the channel; null for an owner
 * @param owner user name of the owner; null for a channel
 * @param tries how often it was tried
 * @param outcome of the last try; null before the first
 * @param httpStatus of the last answer; null when there was none
 * @param triedAt when it was last tried; null before the first
 */
public record DeliveryView(
        UUID id,
        @Nullable UUID incident,
        String event,
        @Nullable String channel,
        @Nullable String owner,
        State state,
        int tries,
        @Nullable Outcome outcome,
        @Nullable Integer httpStatus,
        Instant createdAt,
        @Nullable Instant triedAt) {

    /** Where a message stands. */
    public enum State {
        WAITING,
        SENT,
        /** It was given up; somebody may have it sent again. */
        DEAD
    }
}
