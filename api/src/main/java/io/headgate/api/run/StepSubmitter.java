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
import java.util.List;
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
        for (OwnedStep<?> wanted : lost) {
            if (take(target, EmrCall.LIST_STEPS, 0)) {
                lookUp(target, wanted);
            }
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
                wanted.submitted(accepted.stepId());
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

    private void lookUp(ComputeTarget target, OwnedStep<?> wanted) {
        ClusterStep step = wanted.step();
        Instant since = Objects.requireNonNull(step.submittingSince());
        // Before the list: a step that shows up after it was read may still be one that was sent in time.
        Instant looked = clock.instant();
        List<StepView> found =
                steps.byName(target.cluster(), step.name(), since.minus(CLOCK_SKEW), () -> charge(target));
        if (!found.isEmpty()) {
            wanted.submitted(found.getLast().id());
        } else if (looked.isAfter(Objects.requireNonNull(step.lookupUntil()))) {
            wanted.notSubmitted(since, clock.instant(), null);
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
