package io.headgate.api.publication;

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
interface PublicationRepository extends Repository<Publication, UUID> {

    Publication save(Publication publication);

    Optional<Publication> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Publication p where p.id = :id")
    Optional<Publication> lock(UUID id);

    /** Read without loading the publication, which must only be loaded under its process's lock. */
    @Query("select p.processId from Publication p where p.id = :id")
    UUID processIdOf(UUID id);

    /** What never changes of a publication or matters only as a hint, without its file. */
    @Query(
            "select new io.headgate.api.publication.Publications$Published("
                    + "p.id, p.processId, p.stageId, p.versionId, p.number, p.dagId, p.state) from Publication p where p.id = :id")
    Optional<Publications.Published> published(UUID id);

    boolean existsByState(PublicationState state);

    /** All of the tenant that are live since before a time, without their files. */
    @Query(
            "select new io.headgate.api.publication.Publications$Published("
                    + "p.id, p.processId, p.stageId, p.versionId, p.number, p.dagId, p.state) from Publication p where p.state = LIVE and p.liveAt < :before order by p.dagId")
    List<Publications.Published> liveBefore(Instant before);

    Optional<Publication> findByProcessIdAndNumber(UUID processId, int number);

    @Query("select coalesce(max(p.number), 0) from Publication p where p.processId = :processId")
    int lastNumber(UUID processId);

    Optional<Publication> findFirstByProcessIdAndStageIdOrderByNumberDesc(UUID processId, UUID stageId);

    Optional<Publication> findFirstByProcessIdAndStageIdAndStateOrderByNumberDesc(
            UUID processId, UUID stageId, PublicationState state);

    /** Only the ids: a publication that is to be changed is loaded under its lock. */
    @Query(
            "select p.id from Publication p where p.processId = :processId and p.state in :states and p.number < :number order by p.number")
    List<UUID> idsBelow(UUID processId, int number, Collection<PublicationState> states);

    /** Of one stage only: what is on another one neither retires nor is superseded by what goes live here. */
    @Query("""
            select p.id from Publication p where p.processId = :processId and p.stageId = :stageId and p.state in :states
            and p.number < :number order by p.number""")
    List<UUID> idsBelowOn(UUID processId, UUID stageId, int number, Collection<PublicationState> states);

    /** The version that is live on a stage, without its file. */
    @Query("""
            select p.versionId from Publication p where p.processId = :processId and p.stageId = :stageId and p.state = LIVE
            order by p.number desc limit 1""")
    Optional<UUID> liveVersion(UUID processId, UUID stageId);

    List<Publication> findTop50ByProcessIdAndStageIdOrderByNumberDesc(UUID processId, UUID stageId);

    @Query("select count(distinct p.processId) from Publication p where p.stageId = :stageId and p.state in :states")
    int processesOn(UUID stageId, Collection<PublicationState> states);
}
