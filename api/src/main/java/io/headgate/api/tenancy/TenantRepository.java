package io.headgate.api.tenancy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface TenantRepository extends Repository<Tenant, UUID> {

    Tenant save(Tenant tenant);

    Optional<Tenant> findById(UUID id);

    Optional<Tenant> findByKey(String key);

    Optional<Tenant> findByCallbackHash(String callbackHash);

    List<Tenant> findAllByOrderByKey();
}
