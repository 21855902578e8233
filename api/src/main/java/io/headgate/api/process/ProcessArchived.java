package io.headgate.api.process;

import java.util.UUID;

/** A process was put into the archive; published within the transaction, under the process's lock. */
public record ProcessArchived(UUID tenantId, UUID processId) {}
