package io.headgate.api.account;

import java.util.UUID;

/** An account of a tenant has got a queue, another one, or none any more. */
public record QueueChanged(UUID tenantId, UUID accountId) {}
