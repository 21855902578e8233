package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import io.headgate.connector.emr.StepRequest;
import io.headgate.connector.emr.StepView;
import io.headgate.connector.storage.S3Uri;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who wants steps on clusters and keeps what becomes of them. Each change is a transaction of its own, under the owner's lock;
 * a change that comes too late changes nothing. Owners take their turns in the order that {@code @Order} gives.
 *
 * @param <S> their steps
 */
public interface StepOwner<S extends ClusterStep> {

    /** An object that must lie in the tenant's workspace before the step is sent. */
    record Document(S3Uri uri, byte[] bytes) {}

    /**
     * A submission that was committed and comes next.
     *
     * @param since tells this submission from a later one of the same step, by an instance that took over
     */
    record Sending(Instant since, List<Document> documents, StepRequest step) {}

    /** The steps on the account that have not ended, oldest first. */
    List<S> open(UUID tenantId, UUID accountId);

    /** How many calls of the account's budget the owner leaves to the others when it has something sent. */
    int callsLeftToOthers();

    /** Commits that the call to EMR comes next; null when the step is not to be sent any more. */
    @Nullable
    Sending submitting(UUID tenantId, S step, ComputeTarget target, Instant lookupUntil);

    /** EMR has it under this id; false when it has ended meanwhile, so that nobody will follow it. */
    boolean submitted(UUID tenantId, UUID id, String stepId);

    /** EMR certainly does not have it: it goes back to the queue, or ends if it is not wanted any more. */
    void notSubmitted(UUID tenantId, UUID id, Instant since, Instant notBefore, @Nullable Trouble why);

    /** EMR refuses it for good. */
    void refused(UUID tenantId, UUID id, Instant since, ComponentError error);

    /** Notes why it does not go on; null when it does. */
    void trouble(UUID tenantId, UUID id, @Nullable Trouble trouble);

    void running(UUID tenantId, UUID id, Instant since);

    /** It has run longer than it may: its end is to be asked for. */
    void timedOut(UUID tenantId, UUID id);

    /** EMR was asked to end it. */
    void cancelCalled(UUID tenantId, UUID id);

    /** EMR says that it has ended. */
    void ended(UUID tenantId, ComputeTarget target, S step, StepView view);
}
