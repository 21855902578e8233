package io.headgate.api.schedule;

import java.time.Duration;
import java.util.UUID;

/** By how much later than its dates a process starts: always the same, and spread over the processes. */
final class Stagger {

    private Stagger() {}

    /** A number of whole minutes from none to {@code most}, by the process's id alone. */
    static Duration of(UUID processId, int most) {
        return Duration.ofMinutes(Math.floorMod(processId.hashCode(), most + 1));
    }
}
