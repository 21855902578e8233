package io.headgate.api.retention;

import io.headgate.api.platform.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a tenant keeps runs that have ended.
 *
 * @param days null for ever
 * @param changedBy user name of who has set it; null while nobody has
 * @param due what is to be removed now; null while runs are kept for ever
 * @param removed how many runs have been removed until now
 * @param troubles why runs that are due are not removed, one for each stage that has trouble
 */
record RetentionView(
        @Nullable Integer days,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        @Nullable RunsDue due,
        long removed,
        List<StageTrouble> troubles) {

    RetentionView {
        troubles = List.copyOf(troubles);
    }

    /**
     * Runs that are to be removed, or would be.
     *
     * @param before they ended before this
     * @param runs how many, counted up to {@code runsLimit}
     * @param runsLimit where counting ends: a number that equals it means that many or more
     * @param oldestEnd null when there are none
     * @param newestEnd null when there are none
     */
    record RunsDue(
            Instant before,
            int runs,
            int runsLimit,
            @Nullable Instant oldestEnd,
            @Nullable Instant newestEnd) {}

    /**
     * Why runs of a stage cannot be written into the tenant's account, so that none of them is removed.
     *
     * @param triedAt when it was tried last
     */
    record StageTrouble(String stage, String stageName, Trouble trouble, Instant triedAt) {}
}
