package io.headgate.api.stage;

import java.util.List;
import java.util.UUID;

/** What lives on a stage; each feature that puts something there answers for its own. */
public interface StageUse {

    /** In a few words each, such as {@code 3 locations}; empty when there is nothing. */
    List<String> livesOn(UUID tenantId, UUID stageId);
}
