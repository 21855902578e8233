package io.headgate.api.tenancy;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface AppUserRepository extends Repository<AppUser, UUID> {

    AppUser save(AppUser user);

    Optional<AppUser> findById(UUID id);

    Optional<AppUser> findByUsername(String username);
}
