package io.headgate.api.process;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface ProcessRepository extends Repository<Process, UUID> {

    Process save(Process process);

    Optional<Process> findById(UUID id);

    Optional<Process> findByTenantIdAndKey(UUID tenantId, String key);

    /** Read without loading the process, so that it is loaded under its lock. */
    @Query("select p.id from Process p where p.tenantId = :tenantId and p.key = :key")
    Optional<UUID> idOf(UUID tenantId, String key);

    /** Which of these are keys of processes that are not archived. */
    @Query("select p.key from Process p where p.key in :keys and p.archivedAt is null")
    Set<String> keysInUse(Collection<String> keys);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Process p where p.id = :id")
    Optional<Process> lock(UUID id);
}
