package io.headgate.api.account;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface LocationRepository extends Repository<Location, UUID> {

    Location save(Location location);

    boolean existsByTenantIdAndKey(UUID tenantId, String key);

    List<Location> findByTenantIdOrderByKey(UUID tenantId);
}
