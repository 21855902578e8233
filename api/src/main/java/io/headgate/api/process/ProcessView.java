package io.headgate.api.process;

import java.time.Instant;
import java.util.UUID;

/**
 * A process as other features and the API show it.
 *
 * @param paused whether waiting runs stay waiting
 * @param concurrency most runs at the same time
 */
public record ProcessView(
        UUID id,
        String key,
        String name,
        String owner,
        boolean paused,
        int concurrency,
        String draftBy,
        Instant draftAt,
        Instant createdAt) {}
