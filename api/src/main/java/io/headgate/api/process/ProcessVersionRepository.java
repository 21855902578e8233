package io.headgate.api.process;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface ProcessVersionRepository extends Repository<ProcessVersion, UUID> {

    ProcessVersion save(ProcessVersion version);

    Optional<ProcessVersion> findById(UUID id);

    Optional<ProcessVersion> findByProcessIdAndNumber(UUID processId, int number);

    Optional<ProcessVersion> findFirstByProcessIdOrderByNumberDesc(UUID processId);
}
