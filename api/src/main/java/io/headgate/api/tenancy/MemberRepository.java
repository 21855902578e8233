package io.headgate.api.tenancy;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface MemberRepository extends Repository<Member, Member.Key> {

    Member save(Member member);

    List<Member> findByUserId(UUID userId);

    List<Member> findByTenantId(UUID tenantId);
}
