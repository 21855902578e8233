package io.headgate.api.arrival;

import java.time.Instant;
import java.util.UUID;

/** That a process on a stage starts when files arrive at a location. */
record Watch(
        UUID id,
        UUID processId,
        UUID stageId,
        String locationKey,
        String pattern,
        Gather gather,
        int minutes,
        String createdBy,
        Instant createdAt) {}
