package io.headgate.api.schedule;

import io.headgate.api.stage.StageUse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The schedules that live on a stage. */
@Component
class ScheduledStages implements StageUse {

    private final ScheduleRepository schedules;

    ScheduledStages(ScheduleRepository schedules) {
        this.schedules = schedules;
    }

    @Override
    public List<String> livesOn(UUID tenantId, UUID stageId) {
        int count = schedules.countByStageId(stageId);
        return count == 0 ? List.of() : List.of(count == 1 ? "a schedule" : count + " schedules");
    }
}
