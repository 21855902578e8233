package io.headgate.api.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a run repeats an earlier one.
 *
 * @param parentId the earlier run, which has settled
 * @param scope how much of it is done again
 * @param from the component that {@link Scope#FROM} begins with; null otherwise
 * @param onlyVersionId the version that it must run on; null when the newest publication will do
 */
record Repeat(
        String parentId,
        Scope scope,
        @Nullable String from,
        @Nullable UUID onlyVersionId) {

    /** How much is done again. */
    public enum Scope {
        /** Everything. */
        WHOLE,
        /** What has not succeeded, and whatever has other work to do since. */
        FAILED,
        /** A component and all that comes after it, whether they succeeded or not; and what {@link #FAILED} does again. */
        FROM
    }
}
