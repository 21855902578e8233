package io.headgate.api.account;

import io.headgate.api.account.Preflight.Check;
import io.headgate.connector.queue.TenantQueues;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Tries what is needed of a queue, and says in words what AWS refuses. */
@Component
public class QueuePreflight {

    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException");

    private final TenantQueues queues;

    QueuePreflight(TenantQueues queues) {
        this.queues = queues;
    }

    List<Check> run(AccountQueue queue) {
        try {
            boolean passesOn = queues.probe(queue.role(), queue.arn());
            String rest = passesOn
                    ? " What nobody can take from it goes to its dead-letter queue."
                    : " It has no dead-letter queue; one is advisable.";
            return List.of(Preflight.good("queue", "The queue " + queue.arn() + " can be read." + rest));
        } catch (SdkException e) {
            return List.of(refusal(e, queue));
        }
    }

    /** Why a call about a queue went wrong: code, sentence, remedy. */
    public static Check refusal(SdkException failure, AccountQueue queue) {
        if (failure instanceof StsException) {
            return Preflight.bad(
                    "queue",
                    "account.role-refused",
                    "AWS does not let Headgate assume " + queue.role().roleArn() + ".",
                    "Check the role and its trust policy.");
        }
        if (failure instanceof QueueDoesNotExistException) {
            return Preflight.bad(
                    "queue",
                    "queue.missing",
                    "There is no queue " + queue.arn() + ".",
                    "Create it in the account, or register another one.");
        }
        if (failure instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && DENIED.contains(refused.awsErrorDetails().errorCode())) {
            return Preflight.bad(
                    "queue",
                    "queue.denied",
                    "The role may not use the queue " + queue.arn() + ".",
                    "Allow sqs:ReceiveMessage, sqs:DeleteMessage and sqs:GetQueueAttributes on it in the role's policy.");
        }
        return Preflight.away("queue");
    }
}
