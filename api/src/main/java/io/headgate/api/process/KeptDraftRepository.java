package io.headgate.api.process;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads outside a transaction begin one of their own, because only a transaction is bound to a tenant. */
@Transactional(readOnly = true)
interface KeptDraftRepository extends Repository<KeptDraft, UUID> {

    KeptDraft save(KeptDraft draft);

    Optional<KeptDraft> findById(UUID id);

    List<KeptDraft> findByProcessIdOrderByKeptAtDescId(UUID processId);

    void delete(KeptDraft draft);
}
