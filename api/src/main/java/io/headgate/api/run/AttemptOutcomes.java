package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.budget.EmrCall;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.emr.StepView;
import io.headgate.connector.storage.TenantStorage;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.json.JsonMapper;

/** Finds out what became of an attempt whose step has ended. */
@Component
class AttemptOutcomes {

    private final AttemptTransitions transitions;
    private final TaskRunRepository tasks;
    private final EmrSteps steps;
    private final TenantStorage storage;
    private final CallBudgets budgets;
    private final JsonMapper json;

    AttemptOutcomes(
            AttemptTransitions transitions,
            TaskRunRepository tasks,
            EmrSteps steps,
            TenantStorage storage,
            CallBudgets budgets,
            JsonMapper json) {
        this.transitions = transitions;
        this.tasks = tasks;
        this.steps = steps;
        this.storage = storage;
        this.budgets = budgets;
        this.json = json;
    }

    void ended(UUID tenantId, ComputeTarget target, Attempt attempt, StepView step) {
        Optional<StepResult> result;
        try {
            result = result(target, attempt);
        } catch (SdkException e) {
            transitions.trouble(tenantId, attempt.id(), StepTroubles.ofWorkspace(e, target.workspace()));
            return;
        }
        switch (step.phase()) {
            case COMPLETED -> completed(tenantId, target, attempt, result);
            case FAILED -> failed(tenantId, attempt, step, result);
            case CANCELLED -> cancelled(tenantId, attempt);
            case PENDING, RUNNING, CANCEL_PENDING -> throw new IllegalArgumentException("the step has not ended");
        }
    }

    private Optional<StepResult> result(ComputeTarget target, Attempt attempt) {
        TaskRun task = tasks.findById(attempt.taskRunId()).orElseThrow();
        return storage.get(
                        target.role(),
                        StepDocument.folder(target, attempt, task.componentKey())
                                .resolve("result.json"),
                        StepResult.LONGEST + 1)
                .flatMap(bytes -> StepResult.read(json, bytes, attempt.attemptKey()));
    }

    private void completed(UUID tenantId, ComputeTarget target, Attempt attempt, Optional<StepResult> result) {
        if (result.isPresent() && result.get().error() == null) {
            transitions.succeeded(tenantId, attempt.id(), result.get());
            return;
        }
        // A second copy of a step ends at once, without a result, because the first one holds the marker: follow that
        // one.
        charge(target);
        Optional<StepView> other =
                steps.byName(target.cluster(), attempt.name(), attempt.queuedAt(), () -> charge(target)).stream()
                        .filter(copy -> !copy.id().equals(attempt.stepId())
                                && !copy.phase().isTerminal())
                        .findFirst();
        if (other.isPresent()) {
            transitions.followStep(tenantId, attempt.id(), other.get().id());
            return;
        }
        transitions.failed(
                tenantId,
                attempt.id(),
                null,
                new ComponentError(
                        "result.missing",
                        "The step ended well, but left no result that can be read.",
                        "Run again. If it happens again, look at the log.",
                        "platform"));
    }

    private void charge(ComputeTarget target) {
        budgets.charge(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }

    private void failed(UUID tenantId, Attempt attempt, StepView step, Optional<StepResult> result) {
        if (attempt.isCancelRequested()) {
            cancelled(tenantId, attempt);
            return;
        }
        ComponentError error = result.map(StepResult::error)
                .orElseGet(() -> new ComponentError(
                        "step.failed",
                        "The step failed before the component could say why"
                                + (step.failure() == null ? "." : ": " + step.failure()),
                        "Look at its log, and at the cluster.",
                        "engineer"));
        transitions.failed(tenantId, attempt.id(), result.orElse(null), error);
    }

    private void cancelled(UUID tenantId, Attempt attempt) {
        if (attempt.isTimedOut()) {
            transitions.failed(
                    tenantId,
                    attempt.id(),
                    null,
                    new ComponentError(
                            "step.timed-out",
                            "The component took longer than its limit and was ended.",
                            "Give it more time, or less to do.",
                            "author"));
        } else if (attempt.isCancelRequested()) {
            transitions.cancelled(tenantId, attempt.id());
        } else {
            transitions.failed(
                    tenantId,
                    attempt.id(),
                    null,
                    new ComponentError(
                            "step.cancelled-outside",
                            "Somebody cancelled the step in the AWS account.",
                            "Run again, or ask who did it.",
                            "tenant-admin"));
        }
    }
}
