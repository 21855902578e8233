package io.headgate.api.arrival;

import io.headgate.api.stage.StageUse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The processes on a stage that start when files arrive. */
@Component
class WatchedStages implements StageUse {

    private final WatchStore watches;

    WatchedStages(WatchStore watches) {
        this.watches = watches;
    }

    @Override
    public List<String> livesOn(UUID tenantId, UUID stageId) {
        int count = watches.countOn(stageId);
        return count == 0 ? List.of() : List.of(count == 1 ? "a start by files" : count + " starts by files");
    }
}
