package io.headgate.api.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs that were written into the tenant's account as one file and then removed, or are about to be.
 *
 * @param stage key of the stage that they were on
 * @param runs how many
 * @param firstEnd when the first of them ended
 * @param lastEnd when the last of them ended
 * @param removedAt null while they are still here
 * @param file address of the file; null until the runs are removed
 * @param bytes size of the file; null until the runs are removed
 * @param sha256 of the file's bytes, in hex; null until the runs are removed
 */
record ExportView(
        UUID id,
        String stage,
        int runs,
        Instant firstEnd,
        Instant lastEnd,
        @Nullable Instant removedAt,
        @Nullable String file,
        @Nullable Long bytes,
        @Nullable String sha256) {}
