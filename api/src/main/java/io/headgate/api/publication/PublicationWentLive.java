package io.headgate.api.publication;

import java.util.UUID;

/** New runs of the process start on another publication from now on. */
public record PublicationWentLive(UUID tenantId, UUID processId, UUID publicationId) {}
