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
interface TaskRunRepository extends Repository<TaskRun, UUID> {

    TaskRun save(TaskRun task);

    Optional<TaskRun> findById(UUID id);

    List<TaskRun> findByRunIdOrderByN(String runId);

    Optional<TaskRun> findByRunIdAndComponentKey(String runId, String componentKey);

    List<TaskRun> findByRunIdInOrderByN(Collection<String> runIds);

    /** What these components last yielded in runs of the process on a stage, the newest run first. */
    @Query("""
            select t from TaskRun t join Run r on r.id = t.runId
            where r.processId = :processId and r.stageId = :stageId and t.componentKey in :keys and t.state = SUCCEEDED
            order by r.requestedAt desc, r.id limit 200""")
    List<TaskRun> lastResults(UUID processId, UUID stageId, Collection<String> keys);
}
