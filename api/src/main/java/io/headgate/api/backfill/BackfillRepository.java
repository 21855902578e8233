package io.headgate.api.backfill;

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
interface BackfillRepository extends Repository<Backfill, UUID> {

    Backfill save(Backfill backfill);

    Optional<Backfill> findById(UUID id);

    List<Backfill> findTop50ByProcessIdOrderByRequestedAtDesc(UUID processId);

    int countByStageIdAndEndedAtIsNull(UUID stageId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select b from Backfill b where b.id = :id")
    Optional<Backfill> lock(UUID id);
}
