package io.headgate.api.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface AttemptRepository extends Repository<Attempt, UUID> {

    Attempt save(Attempt attempt);

    Optional<Attempt> findById(UUID id);

    /** Read without loading the attempt, which must only be loaded under the run's lock. */
    @Query("select a.runId from Attempt a where a.id = :id")
    String runIdOf(UUID id);

    List<Attempt> findByRunIdOrderByQueuedAt(String runId);

    List<Attempt> findByRunIdInOrderByNumber(Collection<String> runIds);

    List<Attempt> findByTaskRunIdOrderByNumber(UUID taskRunId);

    List<Attempt> findByAccountIdAndEndedAtIsNullOrderByQueuedAt(UUID accountId);
}
