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
import java.util.UUID;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Hands attempts to EMR, each exactly once: the intent is committed before the call, the call is made once, and when its
 * answer is lost the step is looked for by its name past the call's own timeout before anything is sent again.
 */
@Component
class StepSubmitter {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(10);

    /** Clocks of AWS and ours may differ by so much. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final AttemptTransitions transitions;
    private final StepDocument documents;
    private final EmrSteps steps;
    private final TenantStorage storage;
    private final CallBudgets budgets;
    private final StepSettings settings;
    private final AwsSettings aws;
    private final Clock clock;

    StepSubmitter(
            AttemptTransitions transitions,
            StepDocument documents,
            EmrSteps steps,
            TenantStorage storage,
            CallBudgets budgets,
            StepSettings settings,
            AwsSettings aws,
            Clock clock) {
        this.transitions = transitions;
        this.documents = documents;
        this.steps = steps;
        this.storage = storage;
        this.budgets = budgets;
        this.settings = settings;
        this.aws = aws;
        this.clock = clock;
    }

    /** Submits what is due, as far as the budget reaches. */
    void submitDue(UUID tenantId, ComputeTarget target, List<Attempt> open) {
        for (Attempt attempt : open) {
            boolean due = attempt.state() == AttemptState.QUEUED
                    && !attempt.notBefore().isAfter(clock.instant());
            if (due && !submit(tenantId, target, attempt.id())) {
                return;
            }
        }
    }

    /** Finds out about submissions whose answer was lost, in this process or in one that died. */
    void lookUpLost(UUID tenantId, ComputeTarget target, List<Attempt> open) {
        List<Attempt> lost = open.stream()
                .filter(attempt -> attempt.state() == AttemptState.SUBMITTING)
                .toList();
        if (lost.isEmpty() || !take(target, EmrCall.LIST_STEPS)) {
            return;
        }
        // Before the list: a step that shows up after it was read may still be one that was sent in time.
        Instant looked = clock.instant();
        Instant first = lost.stream()
                .map(attempt -> Objects.requireNonNull(attempt.submittingSince()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Map<String, List<StepView>> found = steps.byNames(
                target.cluster(),
                lost.stream().map(StepDocument::stepName).toList(),
                first.minus(CLOCK_SKEW),
                () -> charge(target));
        for (Attempt attempt : lost) {
            List<StepView> copies = found.getOrDefault(StepDocument.stepName(attempt), List.of());
            lookedUp(tenantId, target, attempt, looked, copies);
        }
    }

    private boolean submit(UUID tenantId, ComputeTarget target, UUID attemptId) {
        if (!take(target, EmrCall.ADD_JOB_FLOW_STEPS)) {
            return false;
        }
        Instant lookupUntil =
                clock.instant().plus(aws.callTimeout().multipliedBy(2)).plus(settings.lookupMargin());
        AttemptTransitions.Submitting submitting =
                transitions.submitting(tenantId, attemptId, target.cluster().clusterId(), lookupUntil);
        if (submitting == null) {
            return true;
        }
        StepDocument.Prepared prepared =
                documents.prepare(submitting.run(), submitting.task(), submitting.attempt(), target);
        try {
            storage.put(target.role(), prepared.uri(), prepared.bytes());
        } catch (SdkException e) {
            Trouble trouble = StepTroubles.ofWorkspace(e, target.workspace());
            transitions.notSubmitted(tenantId, attemptId, submitting.since(), later(LATER), trouble);
            return true;
        }
        if (isTooLate(lookupUntil)) {
            transitions.notSubmitted(tenantId, attemptId, submitting.since(), clock.instant(), null);
            return true;
        }
        return switch (steps.submit(target.cluster(), prepared.step())) {
            case Submission.Accepted accepted -> {
                accepted(tenantId, target, attemptId, accepted.stepId());
                yield true;
            }
            case Submission.Refused refused -> {
                refused(tenantId, attemptId, submitting.since(), refused.problem());
                yield refused.problem().kind() == EmrProblem.Kind.OTHER;
            }
            case Submission.Unknown unknown -> {
                transitions.trouble(
                        tenantId,
                        attemptId,
                        new Trouble(
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

    private void refused(UUID tenantId, UUID attemptId, Instant since, EmrProblem problem) {
        Trouble trouble = StepTroubles.of(problem);
        if (problem.kind() == EmrProblem.Kind.OTHER) {
            transitions.refused(
                    tenantId,
                    attemptId,
                    since,
                    new ComponentError(trouble.code(), trouble.sentence(), trouble.remedy(), "platform"));
        } else {
            Duration delay = problem.kind() == EmrProblem.Kind.THROTTLED ? SOON : LATER;
            transitions.notSubmitted(tenantId, attemptId, since, later(delay), trouble);
        }
    }

    private void lookedUp(UUID tenantId, ComputeTarget target, Attempt attempt, Instant looked, List<StepView> copies) {
        if (!copies.isEmpty()) {
            accepted(tenantId, target, attempt.id(), copies.getLast().id());
        } else if (looked.isAfter(Objects.requireNonNull(attempt.lookupUntil()))) {
            Instant since = Objects.requireNonNull(attempt.submittingSince());
            transitions.notSubmitted(tenantId, attempt.id(), since, clock.instant(), null);
        }
    }

    /**
     * EMR has the step. If the attempt has ended meanwhile, because the run was stopped and another instance had looked for
     * the step in vain, nobody would follow it: it is ended here, once; should that fail, it ends by itself at its marker or
     * leaves an output that nobody takes.
     */
    private void accepted(UUID tenantId, ComputeTarget target, UUID attemptId, String stepId) {
        if (!transitions.submitted(tenantId, attemptId, stepId)) {
            steps.cancel(target.cluster(), List.of(stepId), false);
        }
    }

    private void charge(ComputeTarget target) {
        budgets.charge(target.role().accountNumber(), target.role().region(), EmrCall.LIST_STEPS);
    }

    private boolean take(ComputeTarget target, EmrCall call) {
        return budgets.tryTake(target.role().accountNumber(), target.role().region(), call);
    }

    private Instant later(Duration delay) {
        return clock.instant().plus(delay);
    }
}
