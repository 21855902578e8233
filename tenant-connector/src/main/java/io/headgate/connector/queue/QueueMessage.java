package io.headgate.connector.queue;

/**
 * A message as it was received: whatever somebody put into the queue.
 *
 * @param id given by SQS, the same each time the message is received
 * @param receipt what this time's deletion needs
 */
public record QueueMessage(String id, String receipt, String body) {}
