package io.headgate.api.environment;

import java.time.Instant;
import java.util.UUID;

/**
 * An environment as other features see it.
 *
 * @param name its name in MWAA
 * @param bucket the bucket that MWAA syncs its DAGs from
 * @param runLimit most runs of all its tenants that are under way at the same time
 */
public record EnvironmentView(UUID id, String name, String region, String bucket, int runLimit, Instant createdAt) {}
