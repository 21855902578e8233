package io.headgate.api.tenancy;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AppUserRepository extends Repository<AppUser, UUID> {

    AppUser save(AppUser user);

    Optional<AppUser> findById(UUID id);

    Optional<AppUser> findByUsername(String username);
}
