package io.headgate.api.schedule;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface ScheduleRepository extends Repository<Schedule, UUID> {

    Schedule save(Schedule schedule);

    void delete(Schedule schedule);

    Optional<Schedule> findByProcessIdAndStageId(UUID processId, UUID stageId);

    int countByStageId(UUID stageId);

    List<Schedule> findByProcessIdIn(Collection<UUID> processIds);

    @Query("select s from Schedule s where s.paused = false")
    List<Schedule> active();

    @Query("select s from Schedule s where s.calendarId = :calendarId")
    List<Schedule> withCalendar(UUID calendarId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Schedule s where s.processId = :processId and s.stageId = :stageId")
    Optional<Schedule> lock(UUID processId, UUID stageId);

    /** Those of all stages, in one order. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Schedule s where s.processId = :processId order by s.id")
    List<Schedule> lockByProcessId(UUID processId);
}
