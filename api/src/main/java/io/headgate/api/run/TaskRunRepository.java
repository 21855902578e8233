package io.headgate.api.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface TaskRunRepository extends Repository<TaskRun, UUID> {

    TaskRun save(TaskRun task);

    Optional<TaskRun> findById(UUID id);

    List<TaskRun> findByRunIdOrderByN(String runId);

    List<TaskRun> findByRunIdIn(Collection<String> runIds);
}
