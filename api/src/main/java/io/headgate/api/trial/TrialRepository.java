package io.headgate.api.trial;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface TrialRepository extends Repository<Trial, UUID> {

    Trial save(Trial trial);

    Optional<Trial> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from Trial t where t.id = :id")
    Optional<Trial> lock(UUID id);

    List<Trial> findByAccountIdAndEndedAtIsNullOrderByQueuedAt(UUID accountId);

    /** Only the ids: what may be changed is loaded under its lock, never before it. */
    @Query("select t.id from Trial t where t.accountId = :accountId and t.endedAt is null and t.queuedAt < :before")
    List<UUID> openSinceBefore(UUID accountId, Instant before);

    int countByEndedAtIsNull();

    @Modifying
    @Query("delete from Trial t where t.endedAt < :before and t.scratchUntil is null")
    void deleteEndedBefore(Instant before);
}
