package io.headgate.api.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place that messages can be sent to, as people may see it: what is secret of it is never given back.
 *
 * @param addresses for e-mail; empty otherwise
 * @param host of the URL; null for e-mail
 * @param lastFour last characters of the URL; null for e-mail
 */
public record Channel(
        UUID id,
        String name,
        Kind kind,
        List<String> addresses,
        @Nullable String host,
        @Nullable String lastFour,
        String createdBy,
        Instant createdAt) {

    /** How a channel is spoken to. */
    public enum Kind {
        EMAIL,
        WEBHOOK,
        SLACK
    }

    public Channel {
        addresses = List.copyOf(addresses);
    }
}
