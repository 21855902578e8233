package io.headgate.api.publication;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PublicationRepository extends Repository<Publication, UUID> {

    Publication save(Publication publication);

    Optional<Publication> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Publication p where p.id = :id")
    Optional<Publication> lock(UUID id);

    Optional<Publication> findByProcessIdAndNumber(UUID processId, int number);

    Optional<Publication> findFirstByProcessIdOrderByNumberDesc(UUID processId);

    Optional<Publication> findFirstByProcessIdAndStateOrderByNumberDesc(UUID processId, PublicationState state);

    List<Publication> findByProcessIdAndStateIn(UUID processId, Collection<PublicationState> states);

    List<Publication> findTop50ByProcessIdOrderByNumberDesc(UUID processId);
}
