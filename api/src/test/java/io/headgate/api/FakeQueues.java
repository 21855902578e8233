package io.headgate.api;

import io.headgate.api.FakeCloud.Answer;
import io.headgate.api.FakeCloud.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * SQS as far as the api calls it. Messages that were received come again with the next call, as if the visibility timeout had
 * passed, until they are deleted.
 */
public final class FakeQueues {

    private record Message(String id, String body) {}

    private final Map<String, List<Message>> queues = new ConcurrentHashMap<>();
    private final Map<String, Answer> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    public void make(String queue) {
        queues.put(queue, new ArrayList<>());
    }

    /** Puts a message into a queue; its id. */
    public String send(String queue, String body) {
        String id = "message-" + number.incrementAndGet();
        List<Message> messages = queues.get(queue);
        synchronized (messages) {
            messages.add(new Message(id, body));
        }
        return id;
    }

    public int waitingIn(String queue) {
        return queues.get(queue).size();
    }

    /** From now on a call about the queue is refused so; null for no longer. */
    public void refuse(String action, String queue, Answer refusal) {
        if (refusal == null) {
            refusals.remove(action + " " + queue);
        } else {
            refusals.put(action + " " + queue, refusal);
        }
    }

    Answer answer(Call call) {
        String url = call.json().path("QueueUrl").asString("");
        String name = url.substring(url.lastIndexOf('/') + 1);
        Answer refusal = refusals.get(call.action() + " " + name);
        if (refusal != null) {
            return refusal;
        }
        List<Message> messages = queues.get(name);
        if (messages == null) {
            return Answer.refused("QueueDoesNotExist", "The specified queue does not exist.");
        }
        synchronized (messages) {
            return switch (call.action()) {
                case "GetQueueAttributes" -> Answer.ok("{\"Attributes\":{\"QueueArn\":\"arn\"}}");
                case "ReceiveMessage" -> Answer.ok(received(messages, call.json()));
                default -> Answer.ok(deleted(messages, call.json()));
            };
        }
    }

    private static String received(List<Message> messages, JsonNode call) {
        List<Map<String, String>> found = messages.stream()
                .limit(call.path("MaxNumberOfMessages").asInt(1))
                .map(message -> Map.of(
                        "MessageId",
                        message.id(),
                        "ReceiptHandle",
                        "receipt of " + message.id(),
                        "Body",
                        message.body(),
                        "MD5OfBody",
                        md5(message.body())))
                .toList();
        return Api.JSON.writeValueAsString(Map.of("Messages", found));
    }

    private static String deleted(List<Message> messages, JsonNode call) {
        List<Map<String, String>> done = new ArrayList<>();
        call.path("Entries").forEach(entry -> {
            messages.removeIf(message -> entry.path("ReceiptHandle").asString().equals("receipt of " + message.id()));
            done.add(Map.of("Id", entry.path("Id").asString()));
        });
        return Api.JSON.writeValueAsString(Map.of("Successful", done));
    }

    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
