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
 * @param runLimit most of its runs that are under way at the same time
 * @param waitingLimit most of its runs that may wait before people are told to ask later
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
        int runLimit,
        int waitingLimit,
        Instant createdAt) {}
