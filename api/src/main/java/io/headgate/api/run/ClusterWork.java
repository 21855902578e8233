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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** One turn on a cluster: what must be cancelled, what was lost, what is due, and how the rest does. */
@Component
public class ClusterWork implements WorkHandler {

    /** Kind of the work: an account with open steps, by its id. */
    public static final String KIND = "cluster";

    private final Accounts accounts;
    private final ObjectProvider<StepOwner<?>> owners;
    private final StepSubmitter submitter;
    private final StepSweeper sweeper;
    private final EmrSteps steps;
    private final CallBudgets budgets;
    private final StepSettings settings;
    private final Clock clock;

    ClusterWork(
            Accounts accounts,
            ObjectProvider<StepOwner<?>> owners,
            StepSubmitter submitter,
            StepSweeper sweeper,
            EmrSteps steps,
            CallBudgets budgets,
            StepSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.owners = owners;
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
        List<OwnedStep<?>> open = open(tenantId, accountId);
        if (found.isEmpty() || open.isEmpty()) {
            return Next.done();
        }
        ComputeTarget target = found.get();
        submit(target, open);
        open.stream()
                .filter(wanted -> wanted.state() != AttemptState.QUEUED)
                .collect(Collectors.groupingBy(wanted -> wanted.step().clusterId()))
                .forEach((clusterId, sent) -> watch(target.on(clusterId), sent));
        return next(open(tenantId, accountId));
    }

    /** The open steps of all owners: in the order of the owners, and of each the oldest first. */
    private List<OwnedStep<?>> open(UUID tenantId, UUID accountId) {
        return owners.orderedStream()
                .<OwnedStep<?>>flatMap(owner -> open(owner, tenantId, accountId))
                .toList();
    }

    private static <S extends ClusterStep> Stream<OwnedStep<S>> open(
            StepOwner<S> owner, UUID tenantId, UUID accountId) {
        return owner.open(tenantId, accountId).stream().map(step -> new OwnedStep<>(tenantId, owner, step));
    }

    /** On each cluster, what one owner still waits to have sent goes before anything of the owners after it. */
    private void submit(ComputeTarget target, List<OwnedStep<?>> open) {
        in(open, AttemptState.QUEUED).stream()
                .collect(Collectors.groupingBy(
                        wanted -> whereTo(target, wanted), LinkedHashMap::new, Collectors.toList()))
                .forEach((clusterId, queued) ->
                        attempting(queued, () -> submitter.submitDue(target.on(clusterId), queued)));
    }

    /** The cluster of the step's stage, which may have got one of its own since, or left the account; else the account's. */
    private String whereTo(ComputeTarget account, OwnedStep<?> wanted) {
        return Optional.ofNullable(wanted.step().stageId())
                .flatMap(stageId -> accounts.computeTarget(wanted.tenantId(), stageId))
                .filter(its -> its.accountId().equals(account.accountId()))
                .orElse(account)
                .cluster()
                .clusterId();
    }

    /** What was sent is followed where it was sent to, which may be a cluster that the account has left since. */
    private void watch(ComputeTarget target, List<OwnedStep<?>> sent) {
        List<OwnedStep<?>> unwanted = sent.stream()
                .filter(wanted -> wanted.step().isCancelRequested())
                .toList();
        List<OwnedStep<?>> lost = in(sent, AttemptState.SUBMITTING);
        List<OwnedStep<?>> known = in(sent, AttemptState.PENDING, AttemptState.RUNNING);
        attempting(unwanted, () -> cancel(target, unwanted));
        attempting(lost, () -> submitter.lookUpLost(target, lost));
        attempting(known, () -> sweeper.sweep(target, known));
    }

    /** One thing that cannot be done, such as a denied cancel, keeps none of the others from being done. */
    private static void attempting(List<OwnedStep<?>> concerned, Runnable action) {
        try {
            action.run();
        } catch (EmrProblemException e) {
            trouble(concerned, StepTroubles.of(e.problem()));
        } catch (SdkException e) {
            trouble(
                    concerned,
                    new Trouble("aws.away", "AWS does not answer right now.", "Nothing; it goes on by itself."));
        }
    }

    private static List<OwnedStep<?>> in(List<OwnedStep<?>> steps, AttemptState... states) {
        return steps.stream()
                .filter(wanted -> List.of(states).contains(wanted.state()))
                .toList();
    }

    private Next next(List<OwnedStep<?>> open) {
        Instant sweep = clock.instant().plus(settings.sweepInterval());
        boolean allQueued = open.stream().allMatch(wanted -> wanted.state() == AttemptState.QUEUED);
        Optional<Instant> firstDue =
                open.stream().map(wanted -> wanted.step().notBefore()).min(Instant::compareTo);
        if (firstDue.isEmpty()) {
            return Next.done();
        }
        return Next.at(allQueued && firstDue.get().isAfter(sweep) ? firstDue.get() : sweep);
    }

    /** Interrupts first; a step that has not ended after the grace is killed, ever less often until it has. */
    private void cancel(ComputeTarget target, List<OwnedStep<?>> unwanted) {
        Map<Boolean, List<OwnedStep<?>>> due = unwanted.stream()
                .filter(wanted -> wanted.step().isCancelDue(clock.instant(), settings.stopGrace()))
                .collect(Collectors.partitioningBy(wanted -> wanted.step().cancelCalls() > 0));
        due.forEach((kill, those) -> cancel(target, those, kill));
    }

    private void cancel(ComputeTarget target, List<OwnedStep<?>> those, boolean kill) {
        for (int from = 0; from < those.size(); from += EmrSteps.CANCELS_A_CALL) {
            List<OwnedStep<?>> batch = those.subList(from, Math.min(those.size(), from + EmrSteps.CANCELS_A_CALL));
            if (budgets.tryTake(target.role().accountNumber(), target.role().region(), EmrCall.CANCEL_STEPS)) {
                steps.cancel(
                        target.cluster(),
                        batch.stream()
                                .map(wanted -> String.valueOf(wanted.step().stepId()))
                                .toList(),
                        kill);
                batch.forEach(OwnedStep::cancelCalled);
            }
        }
    }

    private static void trouble(List<OwnedStep<?>> steps, Trouble trouble) {
        steps.forEach(wanted -> wanted.trouble(trouble));
    }
}
