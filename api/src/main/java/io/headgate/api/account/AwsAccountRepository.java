package io.headgate.api.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AwsAccountRepository extends Repository<AwsAccount, UUID> {

    AwsAccount save(AwsAccount account);

    Optional<AwsAccount> findById(UUID id);

    List<AwsAccount> findByTenantIdOrderByCreatedAt(UUID tenantId);
}
