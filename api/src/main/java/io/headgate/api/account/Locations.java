package io.headgate.api.account;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The locations of the bound tenant's stages. */
@Service
public class Locations {

    private final LocationRepository locations;

    Locations(LocationRepository locations) {
        this.locations = locations;
    }

    @Transactional(readOnly = true)
    public List<LocationView> all(UUID stageId) {
        return locations.findByStageIdOrderByKey(stageId).stream()
                .map(Location::view)
                .toList();
    }
}
