package io.headgate.api.run;

import io.headgate.api.stage.StageUse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The runs on a stage that have not ended. Those that have are no reason to keep it. */
@Component
class RunningStages implements StageUse {

    private final RunRepository runs;

    RunningStages(RunRepository runs) {
        this.runs = runs;
    }

    @Override
    public List<String> livesOn(UUID tenantId, UUID stageId) {
        int open = runs.countByStageIdAndEndedAtIsNull(stageId);
        return open == 0
                ? List.of()
                : List.of(open == 1 ? "a run that has not ended" : open + " runs that have not ended");
    }
}
