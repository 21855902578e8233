package io.headgate.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headgate.connector.session.ConnectorSettings;
import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS as far as the connector calls it, on a real socket: it counts what arrives and answers what a test says. */
public final class FakeAws implements AutoCloseable {

    /** What arrived. {@code action} is EMR's or STS's name of the call, or the HTTP method for S3. */
    public record Call(String action, String path, String body, String accessKey) {}

    /** What goes back. */
    public sealed interface Answer {
        record Of(int status, String body) implements Answer {}

        /** The connection ends without an answer. */
        record Lost() implements Answer {}

        /** Nothing comes until the server is closed. */
        record Silence() implements Answer {}
    }

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Call, Answer>> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FakeAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        on("AssumeRole", FakeAws::session);
        System.setProperty(
                "aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
        System.setProperty("aws.accessKeyId", "control-plane");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    /** Clients that call this server. */
    public TenantClients clients(Clock clock) {
        return new TenantClients(
                new ConnectorSettings(
                        "eu-central-1", Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofMinutes(15), true),
                clock);
    }

    public static TenantRole role(String tenant) {
        return new TenantRole(
                tenant, "arn:aws:iam::222222222222:role/headgate-tenant", "eu-central-1", "external-" + tenant);
    }

    public void on(String action, Function<Call, Answer> answer) {
        answers.put(action, answer);
    }

    public void on(String action, int status, String body) {
        on(action, call -> new Answer.Of(status, body));
    }

    public List<Call> calls(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).toList();
    }

    /** Answers as STS does when a role cannot be assumed. */
    public static Answer roleRefused() {
        return new Answer.Of(
                403,
                "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                        + "<Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message></Error>"
                        + "<RequestId>1</RequestId></ErrorResponse>");
    }

    /** A value of an AssumeRole call's form. */
    public static String field(Call call, String name) {
        for (String pair : call.body().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        System.clearProperty("aws.endpointUrl");
    }

    private static Answer session(Call call) {
        String key = "session-of-" + field(call, "ExternalId");
        return new Answer.Of(
                200,
                "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                        + "<AccessKeyId>" + key + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                        + "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
                        + "</AssumeRoleResult></AssumeRoleResponse>");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = call(exchange);
            calls.add(call);
            Answer answer = answers.getOrDefault(call.action(), unknown -> new Answer.Of(200, "{}"))
                    .apply(call);
            switch (answer) {
                case Answer.Of of -> {
                    byte[] body = of.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(of.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                }
                case Answer.Lost lost -> {}
                case Answer.Silence silence -> closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Call call(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String action = target != null ? target.substring(target.indexOf('.') + 1) : exchange.getRequestMethod();
        if (body.startsWith("Action=")) {
            action = body.substring("Action=".length(), body.indexOf('&'));
        }
        Matcher key =
                CREDENTIAL.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        return new Call(action, exchange.getRequestURI().getPath(), body, key.find() ? key.group(1) : "");
    }
}
