package io.headgate.connector.queue;

import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A tenant's queue, read with the tenant's own role. Every method throws what SQS answers. */
public final class TenantQueues {

    /** ReceiveMessage gives at most so many, and DeleteMessageBatch takes as many (SQS API reference). */
    public static final int MOST = 10;

    private final TenantClients clients;

    public TenantQueues(TenantClients clients) {
        this.clients = clients;
    }

    /**
     * Receives messages; they stay in the queue and are received again after its visibility timeout, unless they are deleted.
     *
     * @param wait how long to wait for the first one; at most half of what a call may take
     */
    public List<QueueMessage> receive(TenantRole role, QueueArn queue, Duration wait) {
        Duration longest = clients.callTimeout().dividedBy(2);
        int seconds = (int) (wait.compareTo(longest) < 0 ? wait : longest).toSeconds();
        return clients
                .sqs(role)
                .receiveMessage(request ->
                        request.queueUrl(queue.url()).maxNumberOfMessages(MOST).waitTimeSeconds(seconds))
                .messages()
                .stream()
                .map(message -> new QueueMessage(message.messageId(), message.receiptHandle(), message.body()))
                .toList();
    }

    /** Deletes messages that were received. What could not be deleted comes again. */
    public void delete(TenantRole role, QueueArn queue, List<QueueMessage> messages) {
        SqsClient sqs = clients.sqs(role);
        for (int from = 0; from < messages.size(); from += MOST) {
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
            for (QueueMessage message : messages.subList(from, Math.min(messages.size(), from + MOST))) {
                entries.add(DeleteMessageBatchRequestEntry.builder()
                        .id(String.valueOf(entries.size()))
                        .receiptHandle(message.receipt())
                        .build());
            }
            DeleteMessageBatchResponse answer = sqs.deleteMessageBatch(
                    request -> request.queueUrl(queue.url()).entries(entries));
            if (!answer.failed().isEmpty()) {
                throw SqsException.builder()
                        .message(answer.failed().size() + " messages could not be deleted: "
                                + answer.failed().getFirst().code())
                        .build();
            }
        }
    }

    /**
     * Whether the queue can be looked at and received from. A message that is met is there again at once, though it counts as
     * received once more.
     *
     * @return whether the queue passes on what nobody can use to another one
     */
    public boolean probe(TenantRole role, QueueArn queue) {
        SqsClient sqs = clients.sqs(role);
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(request -> request.queueUrl(queue.url())
                        .attributeNames(QueueAttributeName.QUEUE_ARN, QueueAttributeName.REDRIVE_POLICY))
                .attributes();
        sqs.receiveMessage(request -> request.queueUrl(queue.url())
                .maxNumberOfMessages(1)
                .waitTimeSeconds(0)
                .visibilityTimeout(0));
        return attributes.containsKey(QueueAttributeName.REDRIVE_POLICY);
    }
}
