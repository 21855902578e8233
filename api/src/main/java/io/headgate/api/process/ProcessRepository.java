package io.headgate.api.process;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ProcessRepository extends Repository<Process, UUID> {

    Process save(Process process);

    Optional<Process> findById(UUID id);

    Optional<Process> findByTenantIdAndKey(UUID tenantId, String key);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Process p where p.id = :id")
    Optional<Process> lock(UUID id);
}
