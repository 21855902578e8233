package io.headgate.api.work;

import java.util.UUID;

/** Handles the due items of one kind. Called with the item's tenant bound and outside any transaction. */
public interface WorkHandler {

    /** Name of the kind; stable, it is stored. */
    String kind();

    /**
     * Does what is due. May be called twice for the same thing, after a crash or a lost lease. An exception puts the item
     * off with a growing delay.
     */
    Next handle(UUID tenantId, String id);
}
