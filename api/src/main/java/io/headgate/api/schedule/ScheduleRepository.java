package io.headgate.api.schedule;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ScheduleRepository extends Repository<Schedule, UUID> {

    Schedule save(Schedule schedule);

    void delete(Schedule schedule);

    Optional<Schedule> findByProcessId(UUID processId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Schedule s where s.processId = :processId")
    Optional<Schedule> lockByProcessId(UUID processId);
}
