package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import io.headgate.connector.emr.StepView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The steps of runs. They come first on every cluster. */
@Component
@Order(1)
class AttemptSteps implements StepOwner<Attempt> {

    private final AttemptTransitions transitions;
    private final AttemptOutcomes outcomes;
    private final StepDocument documents;

    AttemptSteps(AttemptTransitions transitions, AttemptOutcomes outcomes, StepDocument documents) {
        this.transitions = transitions;
        this.outcomes = outcomes;
        this.documents = documents;
    }

    @Override
    public List<Attempt> open(UUID tenantId, UUID accountId) {
        return transitions.open(accountId);
    }

    @Override
    public int callsLeftToOthers() {
        return 0;
    }

    @Override
    public @Nullable Sending submitting(UUID tenantId, Attempt step, ComputeTarget target, Instant lookupUntil) {
        AttemptTransitions.Submitting submitting =
                transitions.submitting(tenantId, step.id(), target.cluster().clusterId(), lookupUntil);
        if (submitting == null) {
            return null;
        }
        StepDocument.Prepared prepared =
                documents.prepare(submitting.run(), submitting.task(), submitting.attempt(), target);
        return new Sending(
                submitting.since(), List.of(new Document(prepared.uri(), prepared.bytes())), prepared.step());
    }

    @Override
    public boolean submitted(UUID tenantId, UUID id, String stepId) {
        return transitions.submitted(tenantId, id, stepId);
    }

    @Override
    public void notSubmitted(UUID tenantId, UUID id, Instant since, Instant notBefore, @Nullable Trouble why) {
        transitions.notSubmitted(tenantId, id, since, notBefore, why);
    }

    @Override
    public void refused(UUID tenantId, UUID id, Instant since, ComponentError error) {
        transitions.refused(tenantId, id, since, error);
    }

    @Override
    public void trouble(UUID tenantId, UUID id, @Nullable Trouble trouble) {
        transitions.trouble(tenantId, id, trouble);
    }

    @Override
    public void running(UUID tenantId, UUID id, Instant since) {
        transitions.running(tenantId, id, since);
    }

    @Override
    public void timedOut(UUID tenantId, UUID id) {
        transitions.timedOut(tenantId, id);
    }

    @Override
    public void cancelCalled(UUID tenantId, UUID id) {
        transitions.cancelCalled(tenantId, id);
    }

    @Override
    public void ended(UUID tenantId, ComputeTarget target, Attempt step, StepView view) {
        outcomes.ended(tenantId, target, step, view);
    }
}
