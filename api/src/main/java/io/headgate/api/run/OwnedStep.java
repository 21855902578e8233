package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import io.headgate.connector.emr.StepView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A step together with who wants it, so that those of all owners can be followed side by side. */
record OwnedStep<S extends ClusterStep>(UUID tenantId, StepOwner<S> owner, S step) {

    AttemptState state() {
        return step.state();
    }

    StepOwner.@Nullable Sending submitting(ComputeTarget target, Instant lookupUntil) {
        return owner.submitting(tenantId, step, target, lookupUntil);
    }

    boolean submitted(String stepId) {
        return owner.submitted(tenantId, step.id(), stepId);
    }

    void notSubmitted(Instant since, Instant notBefore, @Nullable Trouble why) {
        owner.notSubmitted(tenantId, step.id(), since, notBefore, why);
    }

    void refused(Instant since, ComponentError error) {
        owner.refused(tenantId, step.id(), since, error);
    }

    void trouble(@Nullable Trouble trouble) {
        owner.trouble(tenantId, step.id(), trouble);
    }

    void running(Instant since) {
        owner.running(tenantId, step.id(), since);
    }

    void timedOut() {
        owner.timedOut(tenantId, step.id());
    }

    void cancelCalled() {
        owner.cancelCalled(tenantId, step.id());
    }

    void ended(ComputeTarget target, StepView view) {
        owner.ended(tenantId, target, step, view);
    }
}
