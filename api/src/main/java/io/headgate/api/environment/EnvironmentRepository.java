package io.headgate.api.environment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface EnvironmentRepository extends Repository<AirflowEnvironment, UUID> {

    AirflowEnvironment save(AirflowEnvironment environment);

    Optional<AirflowEnvironment> findById(UUID id);

    Optional<AirflowEnvironment> findByName(String name);

    List<AirflowEnvironment> findAllByOrderByName();
}
