package io.headgate.api.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface LocationRepository extends Repository<Location, UUID> {

    Location save(Location location);

    void delete(Location location);

    boolean existsByStageIdAndKey(UUID stageId, String key);

    Optional<Location> findByStageIdAndKey(UUID stageId, String key);

    List<Location> findByTenantIdAndBucketOrderByKey(UUID tenantId, String bucket);

    List<Location> findByStageIdOrderByKey(UUID stageId);
}
