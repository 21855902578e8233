package io.headgate.api.retention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Runs that were chosen to be written as one file and then removed.
 *
 * @param runs their ids, the oldest end first
 * @param firstEnd when the first of them ended
 * @param lastEnd when the last of them ended
 */
record Export(UUID id, UUID stageId, List<String> runs, Instant firstEnd, Instant lastEnd) {

    Export {
        runs = List.copyOf(runs);
    }
}
