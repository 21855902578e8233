package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.budget.EmrCall;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.emr.StepView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Watches all steps of a cluster by one sweep over its active steps; only what vanished from it is asked for, in tens. */
@Component
class StepSweeper {

    private final AttemptTransitions transitions;
    private final AttemptOutcomes outcomes;
    private final EmrSteps steps;
    private final CallBudgets budgets;
    private final Clock clock;

    StepSweeper(
            AttemptTransitions transitions,
            AttemptOutcomes outcomes,
            EmrSteps steps,
            CallBudgets budgets,
            Clock clock) {
        this.transitions = transitions;
        this.outcomes = outcomes;
        this.steps = steps;
        this.budgets = budgets;
        this.clock = clock;
    }

    void sweep(UUID tenantId, ComputeTarget target, List<Attempt> open) {
        List<Attempt> watched = open.stream()
                .filter(attempt -> attempt.state() == AttemptState.PENDING || attempt.state() == AttemptState.RUNNING)
                .toList();
        if (watched.isEmpty() || !take(target)) {
            return;
        }
        Map<String, StepView> active = steps.active(target.cluster(), () -> charge(target)).stream()
                .collect(Collectors.toMap(StepView::id, Function.identity(), (first, second) -> first));
        List<Attempt> vanished = new ArrayList<>();
        for (Attempt attempt : watched) {
            StepView step = active.get(attempt.stepId());
            if (step == null) {
                vanished.add(attempt);
            } else {
                progress(tenantId, attempt, step);
            }
        }
        for (int from = 0; from < vanished.size(); from += EmrSteps.IDS_A_CALL) {
            // A sweep that was begun is ended: were these put off, a long list would take every token before them.
            charge(target);
            ask(tenantId, target, vanished.subList(from, Math.min(vanished.size(), from + EmrSteps.IDS_A_CALL)));
        }
    }

    private void ask(UUID tenantId, ComputeTarget target, List<Attempt> vanished) {
        Map<String, Attempt> byStep = vanished.stream()
                .collect(Collectors.toMap(attempt -> String.valueOf(attempt.stepId()), Function.identity()));
        for (StepView step : steps.byIds(target.cluster(), byStep.keySet())) {
            Attempt attempt = byStep.get(step.id());
            if (attempt != null && step.phase().isTerminal()) {
                outcomes.ended(tenantId, target, attempt, step);
            } else if (attempt != null) {
                progress(tenantId, attempt, step);
            }
        }
    }

    private void progress(UUID tenantId, Attempt attempt, StepView step) {
        if (attempt.trouble() != null && !attempt.isCancelRequested()) {
            transitions.trouble(tenantId, attempt.id(), null);
        }
        boolean started = step.phase() == StepView.Phase.RUNNING || step.phase() == StepView.Phase.CANCEL_PENDING;
        if (started && attempt.state() == AttemptState.PENDING) {
            Instant since = step.startedAt() == null ? clock.instant() : step.startedAt();
            transitions.running(tenantId, attempt.id(), since);
        }
        if (attempt.isOverdue(clock.instant())) {
            transitions.timedOut(tenantId, attempt.id());
        }
    }

    private void charge(ComputeTarget target) {
        budgets.charge(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }

    private boolean take(ComputeTarget target) {
        return budgets.tryTake(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }
}
