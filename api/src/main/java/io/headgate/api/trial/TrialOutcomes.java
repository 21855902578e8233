package io.headgate.api.trial;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.run.AttemptState;
import io.headgate.api.run.ComponentError;
import io.headgate.api.run.StepTroubles;
import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.budget.EmrCall;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.emr.StepView;
import io.headgate.connector.storage.TenantStorage;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.json.JsonMapper;

/** Finds out what became of a trial whose step has ended. Of the sample, only whether it is there is kept. */
@Component
class TrialOutcomes {

    private final TrialSteps trials;
    private final EmrSteps steps;
    private final TenantStorage storage;
    private final CallBudgets budgets;
    private final JsonMapper json;

    TrialOutcomes(TrialSteps trials, EmrSteps steps, TenantStorage storage, CallBudgets budgets, JsonMapper json) {
        this.trials = trials;
        this.steps = steps;
        this.storage = storage;
        this.budgets = budgets;
        this.json = json;
    }

    void ended(UUID tenantId, ComputeTarget target, Trial trial, StepView view) {
        Optional<TrialSample> sample;
        try {
            sample = sample(target, trial);
        } catch (SdkException e) {
            trials.trouble(tenantId, trial.id(), StepTroubles.ofWorkspace(e, target.workspace()));
            return;
        }
        if (sample.isPresent()) {
            TrialSample found = sample.get();
            trials.overWithSample(
                    trial.id(),
                    found.succeeded() ? AttemptState.SUCCEEDED : AttemptState.FAILED,
                    inTheSample(found.error()));
            return;
        }
        switch (view.phase()) {
            case COMPLETED -> withoutSample(target, trial);
            case FAILED -> failed(trial, view);
            case CANCELLED -> cancelled(trial);
            case PENDING, RUNNING, CANCEL_PENDING -> throw new IllegalArgumentException("the step has not ended");
        }
    }

    Optional<TrialSample> sample(ComputeTarget target, Trial trial) {
        return storage.get(target.role(), TrialDocument.sample(target, trial), TrialSampleReader.LONGEST + 1)
                .flatMap(bytes -> TrialSampleReader.read(json, bytes, trial));
    }

    /** What a component says of its data may quote rows: it stays in the sample, and only its code is kept. */
    private static @Nullable ComponentError inTheSample(@Nullable ComponentError error) {
        return error == null
                ? null
                : new ComponentError(
                        error.code(),
                        "The component could not be tried; the sample says why.",
                        "Look at the sample.",
                        error.owner());
    }

    /** A second copy of a step ends at once, because the first one holds the marker: follow that one. */
    private void withoutSample(ComputeTarget target, Trial trial) {
        charge(target);
        Optional<StepView> other =
                steps.byName(target.cluster(), trial.name(), trial.queuedAt(), () -> charge(target)).stream()
                        .filter(copy -> !copy.id().equals(trial.stepId())
                                && !copy.phase().isTerminal())
                        .findFirst();
        if (other.isPresent()) {
            trials.followStep(trial.id(), other.get().id());
        } else {
            trials.over(
                    trial.id(),
                    AttemptState.FAILED,
                    new ComponentError(
                            "result.missing",
                            "The step ended well, but left no sample that can be read.",
                            "Try again. If it happens again, tell the platform admins.",
                            "platform"));
        }
    }

    private void failed(Trial trial, StepView view) {
        if (trial.isCancelRequested()) {
            trials.overAsWanted(trial.id());
            return;
        }
        trials.over(
                trial.id(),
                AttemptState.FAILED,
                new ComponentError(
                        "step.failed",
                        "The step failed before the component could say why"
                                + (view.failure() == null ? "." : ": " + view.failure()),
                        "Look at the cluster, and at the log of its step.",
                        "engineer"));
    }

    private void cancelled(Trial trial) {
        if (trial.isCancelRequested()) {
            trials.overAsWanted(trial.id());
            return;
        }
        trials.over(
                trial.id(),
                AttemptState.FAILED,
                new ComponentError(
                        "step.cancelled-outside",
                        "Somebody cancelled the step in the AWS account.",
                        "Try again, or ask who did it.",
                        "tenant-admin"));
    }

    private void charge(ComputeTarget target) {
        budgets.charge(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }
}
