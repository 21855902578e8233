package io.headgate.api.run;

import jakarta.persistence.LockModeType;
import java.time.Instant;
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
interface RunRepository extends Repository<Run, String> {

    Run save(Run run);

    Optional<Run> findById(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.id = :id")
    Optional<Run> lock(String id);

    List<Run> findByIdIn(Collection<String> ids);

    /** The stages on which runs of a process wait. */
    @Query(
            "select distinct r.stageId from Run r where r.processId = :processId and r.state = WAITING order by r.stageId")
    List<UUID> stagesWithWaiting(UUID processId);

    @Query("select r.id from Run r where r.processId = :processId and r.state = WAITING order by r.id limit 50")
    List<String> waitingIds(UUID processId);

    /**
     * Those on a stage whose time has come. Only the ids: a run is loaded under its lock, never before it. Called runs come
     * first, for they may start when others wait for the very place that their caller holds; runs of a backfill come last.
     */
    @Query("""
            select r.id from Run r where r.processId = :processId and r.stageId = :stageId and r.state = WAITING
              and (r.notBefore is null or r.notBefore <= :now)
            order by case when r.origin = SUBPROCESS then 0 when r.origin = BACKFILL then 2 else 1 end, r.requestedAt, r.id limit 50""")
    List<String> waitingIdsOn(UUID processId, UUID stageId, Instant now);

    /** When the first waiting run's time comes that has not come yet. */
    @Query(
            "select min(r.notBefore) from Run r where r.processId = :processId and r.state = WAITING and r.notBefore > :now")
    Optional<Instant> nextNotBefore(UUID processId, Instant now);

    Optional<Run> findByProcessIdAndStageIdAndDueAt(UUID processId, UUID stageId, Instant dueAt);

    /** The runs that repeat one of these, newest first. */
    @Query("""
            select new io.headgate.api.run.Repetition(r.parentId, r.id) from Run r
            where r.parentId in :runIds order by r.requestedAt desc, r.id""")
    List<Repetition> repetitions(Collection<String> runIds);

    /** What the components of some runs have called, the first call of each first. */
    List<Run> findByCallerRunInOrderByCallerAttempt(Collection<String> callerRuns);

    /** What a component of a run has called, the latest first. */
    @Query(
            "select r from Run r where r.callerRun = :callerRun and r.callerComponent = :component order by r.callerAttempt desc")
    List<Run> calledBy(String callerRun, String component);

    /** What called a run, read without loading that run. */
    @Query("select r.callerRun from Run r where r.id = :runId")
    String callerOf(String runId);

    /** Those of the runs that it has called of which something may still run. */
    @Query(
            "select r.id from Run r where r.callerRun = :callerRun and (r.endedAt is null or r.state = STOP_INCOMPLETE) order by r.id")
    List<String> openCallIds(String callerRun);

    /** The processes of a run and of those that have called it, the run's own first. */
    @Query(nativeQuery = true, value = """
            WITH RECURSIVE up AS (
              SELECT process_id, caller_run, 1 AS hops FROM run WHERE id = :runId
              UNION ALL
              SELECT r.process_id, r.caller_run, up.hops + 1 FROM up JOIN run r ON r.id = up.caller_run WHERE up.hops < :most)
            SELECT process_id FROM up ORDER BY hops""")
    List<UUID> processesOfCallers(String runId, int most);

    int countByState(RunState state);

    int countByStageIdAndEndedAtIsNull(UUID stageId);

    int countByProcessIdAndStageIdAndStateIn(UUID processId, UUID stageId, Collection<RunState> states);

    int countByProcessIdAndStateIn(UUID processId, Collection<RunState> states);

    boolean existsByPublicationIdAndStateIn(UUID publicationId, Collection<RunState> states);

    /** All runs that are under way, oldest first. */
    @Query("""
            select new io.headgate.api.run.OpenRun(r.id, r.state, r.handedOver, r.admittedAt, p.dagId)
            from Run r join Publication p on p.id = r.publicationId
            where r.tenantId = :tenantId and r.endedAt is null and r.state <> WAITING
            order by r.requestedAt""")
    List<OpenRun> open(UUID tenantId);
}
