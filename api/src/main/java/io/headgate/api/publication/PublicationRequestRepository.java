package io.headgate.api.publication;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface PublicationRequestRepository extends Repository<PublicationRequest, UUID> {

    PublicationRequest save(PublicationRequest request);

    Optional<PublicationRequest> findById(UUID id);

    /** Read without loading the request, which must only be loaded under its process's lock. */
    @Query("select r.processId from PublicationRequest r where r.id = :id")
    Optional<UUID> processIdOf(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from PublicationRequest r where r.id = :id")
    Optional<PublicationRequest> lock(UUID id);

    @Query(
            "select r from PublicationRequest r where r.processId = :processId and r.stageId = :stageId and r.state = PENDING")
    Optional<PublicationRequest> pending(UUID processId, UUID stageId);

    @Query("select r from PublicationRequest r where r.processId = :processId and r.state = PENDING")
    List<PublicationRequest> pendingOf(UUID processId);

    @Query("""
            select r from PublicationRequest r where r.tenantId = :tenantId and r.state = PENDING
            order by r.requestedAt, r.id limit 100""")
    List<PublicationRequest> allPending(UUID tenantId);

    List<PublicationRequest> findTop50ByProcessIdOrderByRequestedAtDesc(UUID processId);

    int countByStageIdAndState(UUID stageId, PublicationRequest.State state);
}
