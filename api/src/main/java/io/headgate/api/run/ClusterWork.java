package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.Trouble;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.budget.EmrCall;
import io.headgate.connector.emr.EmrProblemException;
import io.headgate.connector.emr.EmrSteps;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** One turn on a cluster: what must be cancelled, what was lost, what is due, and how the rest does. */
@Component
class ClusterWork implements WorkHandler {

    static final String KIND = "cluster";

    private final Accounts accounts;
    private final AttemptTransitions transitions;
    private final StepSubmitter submitter;
    private final StepSweeper sweeper;
    private final EmrSteps steps;
    private final CallBudgets budgets;
    private final StepSettings settings;
    private final Clock clock;

    ClusterWork(
            Accounts accounts,
            AttemptTransitions transitions,
            StepSubmitter submitter,
            StepSweeper sweeper,
            EmrSteps steps,
            CallBudgets budgets,
            StepSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.transitions = transitions;
        this.submitter = submitter;
        this.sweeper = sweeper;
        this.steps = steps;
        this.budgets = budgets;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        UUID accountId = UUID.fromString(id);
        Optional<ComputeTarget> found = accounts.computeTargetOf(accountId);
        List<Attempt> open = transitions.open(accountId);
        if (found.isEmpty() || open.isEmpty()) {
            return Next.done();
        }
        ComputeTarget target = found.get();
        List<Attempt> queued = in(open, AttemptState.QUEUED);
        attempting(tenantId, queued, () -> submitter.submitDue(tenantId, target, queued));
        open.stream()
                .filter(attempt -> attempt.state() != AttemptState.QUEUED)
                .collect(Collectors.groupingBy(Attempt::clusterId))
                .forEach((clusterId, sent) -> watch(tenantId, target.on(clusterId), sent));
        return next(transitions.open(accountId));
    }

    /** What was sent is followed where it was sent to, which may be a cluster that the account has left since. */
    private void watch(UUID tenantId, ComputeTarget target, List<Attempt> sent) {
        List<Attempt> unwanted =
                sent.stream().filter(Attempt::isCancelRequested).toList();
        List<Attempt> lost = in(sent, AttemptState.SUBMITTING);
        List<Attempt> known = in(sent, AttemptState.PENDING, AttemptState.RUNNING);
        attempting(tenantId, unwanted, () -> cancel(tenantId, target, unwanted));
        attempting(tenantId, lost, () -> submitter.lookUpLost(tenantId, target, lost));
        attempting(tenantId, known, () -> sweeper.sweep(tenantId, target, known));
    }

    /** One thing that cannot be done, such as a denied cancel, keeps none of the others from being done. */
    private void attempting(UUID tenantId, List<Attempt> concerned, Runnable action) {
        try {
            action.run();
        } catch (EmrProblemException e) {
            trouble(tenantId, concerned, StepTroubles.of(e.problem()));
        } catch (SdkException e) {
            trouble(
                    tenantId,
                    concerned,
                    new Trouble("aws.away", "AWS does not answer right now.", "Nothing; it goes on by itself."));
        }
    }

    private static List<Attempt> in(List<Attempt> attempts, AttemptState... states) {
        return attempts.stream()
                .filter(attempt -> List.of(states).contains(attempt.state()))
                .toList();
    }

    private Next next(List<Attempt> open) {
        Instant sweep = clock.instant().plus(settings.sweepInterval());
        boolean allQueued = open.stream().allMatch(attempt -> attempt.state() == AttemptState.QUEUED);
        Optional<Instant> firstDue = open.stream().map(Attempt::notBefore).min(Instant::compareTo);
        if (firstDue.isEmpty()) {
            return Next.done();
        }
        return Next.at(allQueued && firstDue.get().isAfter(sweep) ? firstDue.get() : sweep);
    }

    /** Interrupts first; a step that has not ended after the grace is killed, ever less often until it has. */
    private void cancel(UUID tenantId, ComputeTarget target, List<Attempt> unwanted) {
        Map<Boolean, List<Attempt>> due = unwanted.stream()
                .filter(attempt -> attempt.isCancelDue(clock.instant(), settings.stopGrace()))
                .collect(Collectors.partitioningBy(attempt -> attempt.cancelCalls() > 0));
        due.forEach((kill, attempts) -> cancel(tenantId, target, attempts, kill));
    }

    private void cancel(UUID tenantId, ComputeTarget target, List<Attempt> attempts, boolean kill) {
        for (int from = 0; from < attempts.size(); from += EmrSteps.CANCELS_A_CALL) {
            List<Attempt> batch = attempts.subList(from, Math.min(attempts.size(), from + EmrSteps.CANCELS_A_CALL));
            if (budgets.tryTake(target.role().accountNumber(), target.role().region(), EmrCall.CANCEL_STEPS)) {
                steps.cancel(
                        target.cluster(),
                        batch.stream()
                                .map(attempt -> String.valueOf(attempt.stepId()))
                                .toList(),
                        kill);
                batch.forEach(attempt -> transitions.cancelCalled(tenantId, attempt.id()));
            }
        }
    }

    private void trouble(UUID tenantId, List<Attempt> attempts, Trouble trouble) {
        attempts.forEach(attempt -> transitions.trouble(tenantId, attempt.id(), trouble));
    }
}
