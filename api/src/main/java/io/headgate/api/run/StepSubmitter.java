package io.headgate.api.run;

import io.headgate.api.account.ComputeTarget;
import io.headgate.api.environment.AwsSettings;
import io.headgate.api.platform.Trouble;
import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.budget.EmrCall;
import io.headgate.connector.emr.EmrProblem;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.emr.StepView;
import io.headgate.connector.emr.Submission;
import io.headgate.connector.storage.TenantStorage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Hands steps to EMR, each exactly once: the intent is committed before the call, the call is made once, and when its
 * answer is lost the step is looked for by its name past the call's own timeout before anything is sent again.
 */
@Component
class StepSubmitter {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(10);

    /** Clocks of AWS and ours may differ by so much. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final EmrSteps steps;
    private final TenantStorage storage;
    private final CallBudgets budgets;
    private final StepSettings settings;
    private final AwsSettings aws;
    private final Clock clock;

    StepSubmitter(
            EmrSteps steps,
            TenantStorage storage,
            CallBudgets budgets,
            StepSettings settings,
            AwsSettings aws,
            Clock clock) {
        this.steps = steps;
        this.storage = storage;
        this.budgets = budgets;
        this.settings = settings;
        this.aws = aws;
        this.clock = clock;
    }

    /** Submits what is due, as far as the budget reaches; false when it does not reach. */
    boolean submitDue(ComputeTarget target, List<OwnedStep<?>> queued) {
        for (OwnedStep<?> wanted : queued) {
            if (!wanted.step().notBefore().isAfter(clock.instant()) && !submit(target, wanted)) {
                return false;
            }
        }
        return true;
    }

    /** Finds out about submissions whose answer was lost, in this process or in one that died. */
    void lookUpLost(ComputeTarget target, List<OwnedStep<?>> lost) {
        if (lost.isEmpty() || !take(target, EmrCall.LIST_STEPS, 0)) {
            return;
        }
        // Before the list: a step that shows up after it was read may still be one that was sent in time.
        Instant looked = clock.instant();
        Instant first = lost.stream()
                .map(wanted -> Objects.requireNonNull(wanted.step().submittingSince()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Map<String, List<StepView>> found = steps.byNames(
                target.cluster(),
                lost.stream().map(wanted -> wanted.step().name()).toList(),
                first.minus(CLOCK_SKEW),
                () -> charge(target));
        for (OwnedStep<?> wanted : lost) {
            lookedUp(target, wanted, looked, found.getOrDefault(wanted.step().name(), List.of()));
        }
    }

    private boolean submit(ComputeTarget target, OwnedStep<?> wanted) {
        if (!take(target, EmrCall.ADD_JOB_FLOW_STEPS, wanted.owner().callsLeftToOthers())) {
            return false;
        }
        Instant lookupUntil =
                clock.instant().plus(aws.callTimeout().multipliedBy(2)).plus(settings.lookupMargin());
        StepOwner.Sending sending = wanted.submitting(target, lookupUntil);
        if (sending == null) {
            return true;
        }
        try {
            sending.documents().forEach(document -> storage.put(target.role(), document.uri(), document.bytes()));
        } catch (SdkException e) {
            wanted.notSubmitted(sending.since(), later(LATER), StepTroubles.ofWorkspace(e, target.workspace()));
            return true;
        }
        if (isTooLate(lookupUntil)) {
            wanted.notSubmitted(sending.since(), clock.instant(), null);
            return true;
        }
        return switch (steps.submit(target.cluster(), sending.step())) {
            case Submission.Accepted accepted -> {
                accepted(target, wanted, accepted.stepId());
                yield true;
            }
            case Submission.Refused refused -> {
                refused(wanted, sending.since(), refused.problem());
                yield refused.problem().kind() == EmrProblem.Kind.OTHER;
            }
            case Submission.Unknown unknown -> {
                wanted.trouble(new Trouble(
                        "emr.answer-lost",
                        "EMR's answer was lost; Headgate looks whether it has the step.",
                        "Nothing; it goes on by itself."));
                yield false;
            }
        };
    }

    /**
     * Whether this process has been held for so long that the call could still take effect after another instance has looked
     * for the step in vain and sent it anew.
     */
    private boolean isTooLate(Instant lookupUntil) {
        return clock.instant().isAfter(lookupUntil.minus(aws.callTimeout().multipliedBy(2)));
    }

    private void refused(OwnedStep<?> wanted, Instant since, EmrProblem problem) {
        Trouble trouble = StepTroubles.of(problem);
        if (problem.kind() == EmrProblem.Kind.OTHER) {
            wanted.refused(since, new ComponentError(trouble.code(), trouble.sentence(), trouble.remedy(), "platform"));
        } else {
            Duration delay = problem.kind() == EmrProblem.Kind.THROTTLED ? SOON : LATER;
            wanted.notSubmitted(since, later(delay), trouble);
        }
    }

    private void lookedUp(ComputeTarget target, OwnedStep<?> wanted, Instant looked, List<StepView> copies) {
        ClusterStep step = wanted.step();
        if (!copies.isEmpty()) {
            accepted(target, wanted, copies.getLast().id());
        } else if (looked.isAfter(Objects.requireNonNull(step.lookupUntil()))) {
            wanted.notSubmitted(Objects.requireNonNull(step.submittingSince()), clock.instant(), null);
        }
    }

    /**
     * EMR has the step. If nobody wants it any more, because its run was stopped and another instance had looked for the step
     * in vain, nobody would follow it: it is ended here, once; should that fail, it leaves an output that nobody takes.
     */
    private void accepted(ComputeTarget target, OwnedStep<?> wanted, String stepId) {
        if (!wanted.submitted(stepId)) {
            steps.cancel(target.cluster(), List.of(stepId), false);
        }
    }

    private void charge(ComputeTarget target) {
        budgets.charge(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }

    private boolean take(ComputeTarget target, EmrCall call, int left) {
        return budgets.tryTake(target.role().accountNumber(), target.role().region(), call, left);
    }

    private Instant later(Duration delay) {
        return clock.instant().plus(delay);
    }
}
