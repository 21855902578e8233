package io.headgate.api.backfill;

import io.headgate.api.stage.StageUse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The backfills on a stage that have not ended. */
@Component
class BackfillingStages implements StageUse {

    private final BackfillRepository backfills;

    BackfillingStages(BackfillRepository backfills) {
        this.backfills = backfills;
    }

    @Override
    public List<String> livesOn(UUID tenantId, UUID stageId) {
        int open = backfills.countByStageIdAndEndedAtIsNull(stageId);
        return open == 0 ? List.of() : List.of(open == 1 ? "a backfill" : open + " backfills");
    }
}
