package io.headgate.api.process;

import java.util.UUID;

/** A process may run more than before: it was resumed, or may have more runs at the same time. */
public record ProcessResumed(UUID tenantId, UUID processId) {}
