package io.headgate.api.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface AccessTokenRepository extends Repository<AccessToken, UUID> {

    AccessToken save(AccessToken token);

    Optional<AccessToken> findBySecretHash(String secretHash);

    List<AccessToken> findByUserIdAndKindOrderByCreatedAtDesc(UUID userId, AccessToken.Kind kind);

    int deleteByIdAndUserIdAndKind(UUID id, UUID userId, AccessToken.Kind kind);

    void deleteBySecretHash(String secretHash);

    void deleteByExpiresAtBefore(Instant limit);
}
