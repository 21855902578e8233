package io.headgate.api.account;

import java.util.List;
import java.util.UUID;

/** What needs a location; each feature that names locations answers for its own. */
public interface LocationUse {

    /** How a process needs a location. */
    enum Kind {
        /** A version that is published on the stage, on its way there, or still has runs there, names it in its settings. */
        PUBLISHED,
        /** The process starts when files arrive there. */
        WATCHED
    }

    /**
     * A process that needs a location.
     *
     * @param process its key
     * @param reads whether it reads there
     * @param writes whether it writes there
     */
    record User(String process, String name, Kind kind, boolean reads, boolean writes) {

        /** Whether it needs what an access does not give. */
        boolean lacks(LocationAccess access) {
            return (reads && access == LocationAccess.WRITE) || (writes && access == LocationAccess.READ);
        }
    }

    /** The processes that need a location of the bound tenant, by their keys. */
    List<User> usersOf(UUID stageId, String location);
}
