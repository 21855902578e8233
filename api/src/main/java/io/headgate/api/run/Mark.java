package io.headgate.api.run;

import java.time.Instant;

/**
 * What an engineer has said about a component that did not succeed in a run that is over. The run stays as it ended; a repetition
 * of it goes by the mark.
 *
 * @param as what it is taken for
 * @param reason in the engineer's words
 * @param by user name
 */
public record Mark(As as, String reason, String by, Instant at) {

    /** What a component is taken for. */
    public enum As {
        /** Its work has been done by other means; nothing after it reads its rows. */
        SUCCEEDED,
        /** It is left out, as if it were disabled: what comes in goes through. */
        SKIPPED
    }
}
