package io.headgate.api.tenancy;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface MemberRepository extends Repository<Member, Member.Key> {

    Member save(Member member);

    List<Member> findByUserId(UUID userId);

    List<Member> findByTenantId(UUID tenantId);

    boolean existsByTenantIdAndUserId(UUID tenantId, UUID userId);
}
