package io.headgate.api.stage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stage as other features see it.
 *
 * @param byDefault whether it is what whoever names no stage means
 * @param needsSecondPerson whether it is protected: a publication on it is asked for by one and approved by another
 * @param accountId the account where components run; null for the default stage means the tenant's first one, for another
 *     that it has none yet
 * @param clusterId a cluster of its own in that account; null for the account's
 * @param removedAt since when it is out of use
 */
public record StageView(
        UUID id,
        String key,
        String name,
        int position,
        boolean byDefault,
        boolean needsSecondPerson,
        @Nullable UUID accountId,
        @Nullable String clusterId,
        Instant createdAt,
        @Nullable Instant removedAt) {}
