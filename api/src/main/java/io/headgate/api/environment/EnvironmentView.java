package io.headgate.api.environment;

import java.time.Instant;
import java.util.UUID;

/**
 * An environment as other features see it.
 *
 * @param name its name in MWAA
 * @param bucket the bucket that MWAA syncs its DAGs from
 */
public record EnvironmentView(UUID id, String name, String region, String bucket, Instant createdAt) {}
