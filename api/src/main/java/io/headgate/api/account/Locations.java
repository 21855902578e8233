package io.headgate.api.account;

import java.util.List;
import java.util.Optional;
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

    /** A location and the stage that it belongs to. */
    public record Placed(UUID stageId, LocationView location) {}

    @Transactional(readOnly = true)
    public Optional<LocationView> find(UUID stageId, String key) {
        return locations.findByStageIdAndKey(stageId, key).map(Location::view);
    }

    /** The locations in a bucket, on whatever stage. */
    @Transactional(readOnly = true)
    public List<Placed> in(UUID tenantId, String bucket) {
        return locations.findByTenantIdAndBucketOrderByKey(tenantId, bucket).stream()
                .map(location -> new Placed(location.stageId(), location.view()))
                .toList();
    }

    @Transactional(readOnly = true)
    public List<LocationView> all(UUID stageId) {
        return locations.findByStageIdOrderByKey(stageId).stream()
                .map(Location::view)
                .toList();
    }
}
