package io.headgate.api.account;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The locations of the bound tenant. */
@Service
public class Locations {

    private final LocationRepository locations;

    Locations(LocationRepository locations) {
        this.locations = locations;
    }

    @Transactional(readOnly = true)
    public List<LocationView> all(UUID tenantId) {
        return locations.findByTenantIdOrderByKey(tenantId).stream()
                .map(Location::view)
                .toList();
    }
}
