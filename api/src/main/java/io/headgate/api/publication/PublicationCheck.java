package io.headgate.api.publication;

import java.util.UUID;

/** What another feature has against publishing a process; a refusal is a problem that it throws. */
public interface PublicationCheck {

    /**
     * What is about to be published. Its process is locked.
     *
     * @param stageId where
     */
    record Intended(UUID tenantId, UUID processId, UUID stageId, UUID versionId) {}

    void check(Intended publication);
}
