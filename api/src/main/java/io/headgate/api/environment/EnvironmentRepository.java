package io.headgate.api.environment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface EnvironmentRepository extends Repository<AirflowEnvironment, UUID> {

    AirflowEnvironment save(AirflowEnvironment environment);

    Optional<AirflowEnvironment> findById(UUID id);

    Optional<AirflowEnvironment> findByName(String name);

    List<AirflowEnvironment> findAllByOrderByName();
}
