package io.headgate.api.stage;

import java.util.UUID;

/** A stage was removed; told in the transaction that removes it. */
public record StageRemoved(UUID tenantId, UUID stageId) {}
