package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.budget.EmrCall;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.emr.StepView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Watches all steps of a cluster by one sweep over its active steps; only what vanished from it is asked for, in tens. */
@Component
class StepSweeper {

    private final EmrSteps steps;
    private final CallBudgets budgets;
    private final Clock clock;

    StepSweeper(EmrSteps steps, CallBudgets budgets, Clock clock) {
        this.steps = steps;
        this.budgets = budgets;
        this.clock = clock;
    }

    void sweep(ComputeTarget target, List<OwnedStep<?>> known) {
        if (known.isEmpty() || !take(target)) {
            return;
        }
        Map<String, StepView> active = steps.active(target.cluster(), () -> charge(target)).stream()
                .collect(Collectors.toMap(StepView::id, Function.identity(), (first, second) -> first));
        List<OwnedStep<?>> vanished = new ArrayList<>();
        for (OwnedStep<?> watched : known) {
            StepView view = active.get(watched.step().stepId());
            if (view == null) {
                vanished.add(watched);
            } else {
                progress(watched, view);
            }
        }
        for (int from = 0; from < vanished.size(); from += EmrSteps.IDS_A_CALL) {
            // A sweep that was begun is ended: were these put off, a long list would take every token before them.
            charge(target);
            ask(target, vanished.subList(from, Math.min(vanished.size(), from + EmrSteps.IDS_A_CALL)));
        }
    }

    private void ask(ComputeTarget target, List<OwnedStep<?>> vanished) {
        Map<String, OwnedStep<?>> byStep = vanished.stream()
                .collect(Collectors.toMap(
                        watched -> String.valueOf(watched.step().stepId()), Function.identity()));
        for (StepView view : steps.byIds(target.cluster(), byStep.keySet())) {
            OwnedStep<?> watched = byStep.get(view.id());
            if (watched != null && view.phase().isTerminal()) {
                watched.ended(target, view);
            } else if (watched != null) {
                progress(watched, view);
            }
        }
    }

    private void progress(OwnedStep<?> watched, StepView view) {
        ClusterStep step = watched.step();
        if (step.trouble() != null && !step.isCancelRequested()) {
            watched.trouble(null);
        }
        boolean started = view.phase() == StepView.Phase.RUNNING || view.phase() == StepView.Phase.CANCEL_PENDING;
        if (started && step.state() == AttemptState.PENDING) {
            watched.running(view.startedAt() == null ? clock.instant() : view.startedAt());
        }
        if (step.isOverdue(clock.instant())) {
            watched.timedOut();
        }
    }

    private void charge(ComputeTarget target) {
        budgets.charge(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }

    private boolean take(ComputeTarget target) {
        return budgets.tryTake(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }
}
