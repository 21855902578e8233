package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.platform.Trouble;
import io.headgate.api.process.ProcessView;
import io.headgate.api.publication.PublicationState;
import io.headgate.api.publication.Publications;
import io.headgate.api.tenancy.Tenants;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What must hold before a run of a process may start on a stage, its turn aside. */
@Component
class StartRules {

    /**
     * A process on a stage, as it stands.
     *
     * @param closed why nothing of it starts there; empty when it may
     * @param live what runs start on; empty while nothing is live
     */
    record OnStage(Optional<Trouble> closed, Optional<Publications.Published> live) {}

    private final Tenants tenants;
    private final Publications publications;
    private final Accounts accounts;

    StartRules(Tenants tenants, Publications publications, Accounts accounts) {
        this.tenants = tenants;
        this.publications = publications;
        this.accounts = accounts;
    }

    OnStage on(UUID tenantId, ProcessView process, UUID stageId) {
        return new OnStage(whyClosed(tenantId, process, stageId), publications.live(process.id(), stageId));
    }

    /** Why a run cannot start now; empty when it may. It waits for the publication that was the newest when it was asked for, or a later one. */
    Optional<Trouble> whyNot(Run run, OnStage stage) {
        if (stage.closed().isPresent()) {
            return stage.closed();
        }
        if (stage.live().filter(live -> live.number() >= run.minPublication()).isPresent()) {
            return Optional.empty();
        }
        Optional<PublicationState> wanted =
                publications.numbered(run.processId(), run.minPublication()).map(Publications.Published::state);
        if (wanted.filter(PublicationState::isOnItsWay).isPresent()) {
            return Optional.of(Waiting.PUBLICATION);
        }
        boolean failed = wanted.filter(PublicationState.IMPORT_ERROR::equals).isPresent();
        return Optional.of(failed ? Waiting.PUBLICATION_FAILED : Waiting.NOT_PUBLISHED);
    }

    /** A repetition that must run on one version does not run on another that has gone live since. */
    boolean isForAnotherVersion(Run run, Publications.Published live) {
        Repeat repeat = run.repeat();
        return repeat != null
                && repeat.onlyVersionId() != null
                && !repeat.onlyVersionId().equals(live.versionId());
    }

    private Optional<Trouble> whyClosed(UUID tenantId, ProcessView process, UUID stageId) {
        if (tenants.get(tenantId).suspended()) {
            return Optional.of(Waiting.SUSPENDED);
        }
        if (process.archivedAt() != null) {
            return Optional.of(Waiting.ARCHIVED);
        }
        if (process.paused()) {
            return Optional.of(Waiting.PAUSED);
        }
        return accounts.computeTarget(tenantId, stageId).isEmpty() ? Optional.of(Waiting.NO_ACCOUNT) : Optional.empty();
    }
}
