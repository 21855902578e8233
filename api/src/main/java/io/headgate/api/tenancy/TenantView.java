package io.headgate.api.tenancy;

import java.time.Instant;
import java.util.UUID;

/**
 * A tenant as other features see it.
 *
 * @param externalId what the tenant's trust policy must ask for
 * @param connectionId Airflow connection by which the tenant's DAGs reach the callbacks
 * @param suspended whether no new runs start
 * @param samplesAllowed whether authors may try components and look at samples of rows
 */
public record TenantView(
        UUID id,
        String key,
        String name,
        UUID environmentId,
        String externalId,
        String connectionId,
        boolean suspended,
        boolean samplesAllowed,
        Instant createdAt) {}
