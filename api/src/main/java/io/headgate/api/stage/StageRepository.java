package io.headgate.api.stage;

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
interface StageRepository extends Repository<Stage, UUID> {

    Stage save(Stage stage);

    Stage saveAndFlush(Stage stage);

    Optional<Stage> findById(UUID id);

    @Query("select s from Stage s where s.tenantId = :tenantId and s.key = :key and s.removedAt is null")
    Optional<Stage> inUse(UUID tenantId, String key);

    @Query("select s from Stage s where s.tenantId = :tenantId and s.byDefault")
    Optional<Stage> defaultOf(UUID tenantId);

    @Query("select s from Stage s where s.tenantId = :tenantId and s.removedAt is null order by s.position, s.key")
    List<Stage> allInUse(UUID tenantId);

    /** It may not be changed or removed until the transaction ends; others may hold it as well. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select s from Stage s where s.id = :id")
    Optional<Stage> hold(UUID id);

    /** All of a tenant, in one order, so that changes take turns. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Stage s where s.tenantId = :tenantId and s.removedAt is null order by s.id")
    List<Stage> lockAll(UUID tenantId);
}
