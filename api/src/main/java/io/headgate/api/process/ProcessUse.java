package io.headgate.api.process;

import java.util.UUID;

/** Which runs a process still has; answered by the feature that runs it. */
public interface ProcessUse {

    /**
     * Runs that have not settled.
     *
     * @param underWay those that have begun
     * @param waiting those that wait to be admitted
     */
    record OpenRuns(int underWay, int waiting) {

        boolean isNone() {
            return underWay == 0 && waiting == 0;
        }
    }

    OpenRuns openRuns(UUID processId);
}
