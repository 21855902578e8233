package io.headgate.api.account;

import java.util.List;
import java.util.UUID;

/** What needs a location; each feature that names locations answers for its own. */
public interface LocationUse {

    /** How a process needs a location. */
    enum Kind {
        /** A version that is published on the stage, or on its way there, names it in its settings. */
        PUBLISHED,
        /** The process starts when files arrive there. */
        WATCHED
    }

    /** A process that needs a location. */
    record User(String process, String name, Kind kind) {}

    /**
     * The processes that need a location of the bound tenant, by their keys.
     *
     * @param most how many to tell at most
     */
    List<User> usersOf(UUID stageId, String location, int most);
}
