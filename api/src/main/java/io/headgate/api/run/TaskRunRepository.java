package io.headgate.api.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface TaskRunRepository extends Repository<TaskRun, UUID> {

    TaskRun save(TaskRun task);

    Optional<TaskRun> findById(UUID id);

    List<TaskRun> findByRunIdOrderByN(String runId);

    List<TaskRun> findByRunIdIn(Collection<String> runIds);
}
