package io.headgate.api.arrival;

import io.headgate.api.account.LocationUse;
import io.headgate.api.stage.StageUse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The stages and locations that processes need which start when files arrive. */
@Component
class WatchUse implements StageUse, LocationUse {

    private final WatchStore watches;

    WatchUse(WatchStore watches) {
        this.watches = watches;
    }

    @Override
    public List<String> livesOn(UUID tenantId, UUID stageId) {
        int count = watches.countOn(stageId);
        return count == 0 ? List.of() : List.of(count == 1 ? "a start by files" : count + " starts by files");
    }

    @Override
    public List<User> usersOf(UUID stageId, String location) {
        return watches.processesAt(stageId, location);
    }
}
