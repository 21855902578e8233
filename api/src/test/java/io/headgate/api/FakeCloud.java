package io.headgate.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AWS with an Airflow behind MWAA, as far as the api calls them, on a real socket. Buckets and secrets are kept; what EMR and
 * Airflow answer is a test's to say, for a cluster or a DAG of its own, so that tests do not meet in it.
 */
public final class FakeCloud {

    /** What arrived: the service's own name of the call, the path, and the body. */
    public record Call(String action, String path, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** What goes back. */
    public record Answer(int status, String type, String body) {

        public static Answer ok(String json) {
            return new Answer(200, "", json);
        }

        public static Answer refused(String type, String message) {
            return new Answer(400, type, JSON.writeValueAsString(Map.of("__type", type, "message", message)));
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final FakeCloud INSTANCE = new FakeCloud();
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
    private static final Pattern SERVICE = Pattern.compile("Credential=[^/]+/[0-9]+/[^/]+/([a-z0-9-]+)/");

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, Function<Call, Answer>> emr = new ConcurrentHashMap<>();
    private final Map<String, Function<JsonNode, Answer>> airflow = new ConcurrentHashMap<>();
    private final Map<String, Integer> buckets = new ConcurrentHashMap<>();
    private final FakeQueues queues = new FakeQueues();
    private volatile boolean secretsAway;

    private FakeCloud() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    public static FakeCloud get() {
        return INSTANCE;
    }

    public FakeQueues queues() {
        return queues;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What EMR answers to a call about a cluster. STS lets every role in whose name does not say that it is refused. */
    public void emr(String action, String cluster, Function<Call, Answer> answer) {
        emr.put(action + " " + cluster, answer);
    }

    /** What Airflow answers to a call whose path begins so; the function sees the call as MWAA got it. */
    public void airflow(String method, String path, Function<JsonNode, Answer> answer) {
        airflow.put(method + " " + path, answer);
    }

    /** Airflow's own answer, as MWAA carries it: a status that is not good comes as an exception of the client. */
    public static Answer airflowSays(int status, String json) {
        String body = "{\"RestApiStatusCode\":" + status + ",\"RestApiResponse\":" + json + "}";
        return status < 300 ? Answer.ok(body) : new Answer(400, "RestApiClientException", body);
    }

    /** From now on the bucket answers every call with this status. */
    public void bucketSays(String bucket, int status) {
        buckets.put(bucket, status);
    }

    public void secretsAway(boolean away) {
        secretsAway = away;
    }

    public void put(String place, byte[] bytes) {
        objects.put(place, bytes);
    }

    public byte[] object(String place) {
        return objects.get(place);
    }

    /** Names of all objects below a place, the bucket first. */
    public List<String> below(String place) {
        return objects.keySet().stream()
                .filter(name -> name.startsWith(place))
                .sorted()
                .toList();
    }

    public List<Call> calls(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Matcher service =
                    SERVICE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (service.find() && service.group(1).equals("s3")) {
                bucket(exchange, path.substring(1), body);
                return;
            }
            String text = new String(body, StandardCharsets.UTF_8);
            Call call = new Call(action(exchange, text), path, text);
            calls.add(call);
            Answer answer = answer(call);
            if (!answer.type().isEmpty()) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.type());
            }
            send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String action(HttpExchange exchange, String body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return target.substring(target.indexOf('.') + 1);
        }
        return body.startsWith("Action=") ? body.substring("Action=".length(), body.indexOf('&')) : "InvokeRestApi";
    }

    private Answer answer(Call call) {
        return switch (call.action()) {
            case "AssumeRole" -> call.body().contains("refused") ? refused() : session();
            case "GetCallerIdentity" ->
                Answer.ok("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/headgate</Arn>"
                        + "<Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
            case "CreateSecret" -> secretsAway ? new Answer(503, "", "{}") : Answer.ok("{}");
            case "GetQueueAttributes", "ReceiveMessage", "DeleteMessageBatch" -> queues.answer(call);
            case "InvokeRestApi" -> invoke(call.json());
            default -> cluster(call).apply(call);
        };
    }

    private Function<Call, Answer> cluster(Call call) {
        String id = call.json()
                .path("JobFlowId")
                .asString(call.json().path("ClusterId").asString(""));
        return emr.getOrDefault(
                call.action() + " " + id,
                unknown -> Answer.refused("InvalidRequestException", "Cluster id '" + id + "' is not valid."));
    }

    private Answer invoke(JsonNode call) {
        String wanted = call.path("Method").asString() + " " + call.path("Path").asString();
        return airflow.entrySet().stream()
                .filter(entry -> wanted.startsWith(entry.getKey()))
                .max((a, b) -> a.getKey().length() - b.getKey().length())
                .map(entry -> entry.getValue().apply(call))
                .orElseGet(() -> airflowSays(404, "{\"detail\":\"nothing here\"}"));
    }

    private static Answer refused() {
        return new Answer(
                403,
                "",
                "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                        + "<Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>");
    }

    private static Answer session() {
        return Answer.ok("<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>"
                + "<Credentials><AccessKeyId>k</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                + "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
                + "</AssumeRoleResult></AssumeRoleResponse>");
    }

    private void bucket(HttpExchange exchange, String place, byte[] body) throws IOException {
        Integer refusal = buckets.get(place.replaceFirst("/.*", ""));
        if (refusal != null) {
            send(exchange, refusal, error("Refused"));
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                boolean once = exchange.getRequestHeaders().containsKey("If-None-Match");
                if (once && objects.containsKey(place)) {
                    send(exchange, 412, error("PreconditionFailed"));
                } else {
                    boolean inChunks = exchange.getRequestHeaders().containsKey("X-Amz-Decoded-Content-Length");
                    objects.put(place, inChunks ? joined(body) : body);
                    send(exchange, 200, new byte[0]);
                }
            }
            case "POST" -> {
                // DeleteObjects: keys in an XML document.
                Matcher keys = KEY.matcher(new String(body, StandardCharsets.UTF_8));
                String bucket = place.replaceFirst("/.*", "");
                while (keys.find()) {
                    objects.remove(bucket + "/" + keys.group(1));
                }
                send(exchange, 200, "<DeleteResult/>".getBytes(StandardCharsets.UTF_8));
            }
            case "DELETE" -> {
                objects.remove(place);
                send(exchange, 204, new byte[0]);
            }
            default -> {
                byte[] there = objects.get(place);
                if (there != null) {
                    String tag = "\"" + Integer.toHexString(Arrays.hashCode(there)) + "\"";
                    exchange.getResponseHeaders().set("ETag", tag);
                    boolean isKnown = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                    send(exchange, isKnown ? 304 : 200, isKnown ? new byte[0] : there);
                } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type")) {
                    send(exchange, 200, FakeListing.of(objects, place, exchange.getRequestURI()));
                } else {
                    send(exchange, 404, error("NoSuchKey"));
                }
            }
        }
    }

    /** What an aws-chunked body carries: chunks, each after a line with its size in hex, until one of size 0. */
    private static byte[] joined(byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int size = Integer.parseInt(line.replaceFirst(";.*", ""), 16);
            if (size == 0) {
                return all.toByteArray();
            }
            all.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    private static byte[] error(String code) {
        return ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
