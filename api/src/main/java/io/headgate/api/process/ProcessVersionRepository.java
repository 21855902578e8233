package io.headgate.api.process;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ProcessVersionRepository extends Repository<ProcessVersion, UUID> {

    ProcessVersion save(ProcessVersion version);

    Optional<ProcessVersion> findById(UUID id);

    Optional<ProcessVersion> findByProcessIdAndNumber(UUID processId, int number);

    Optional<ProcessVersion> findFirstByProcessIdOrderByNumberDesc(UUID processId);

    List<ProcessVersion> findByProcessIdOrderByNumberDesc(UUID processId);
}
