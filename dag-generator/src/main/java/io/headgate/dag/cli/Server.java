package io.headgate.dag.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A tenant on a server, by its REST API. The token is never an argument: those are seen by everybody on a machine. */
final class Server {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The server; by default $HEADGATE_URL, or http://127.0.0.1:8400. The token is taken from $HEADGATE_TOKEN.")
    private @Nullable String url;

    @Option(names = "--tenant", paramLabel = "KEY", required = true, description = "The tenant.")
    private String tenant = "";

    private final Streams streams;
    private @Nullable HttpClient client;

    Server(Streams streams) {
        this.streams = streams;
    }

    /** An answer of the server that is no failure of the server. */
    record Answer(int status, @Nullable String etag, JsonNode body) {

        boolean isGood() {
            return status / 100 == 2;
        }

        /** What was refused, in a line. */
        String refusal() {
            String code = body.path("code").asString("http." + status);
            return code + ": " + body.path("detail").asString("The server answered " + status + ".");
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    Answer put(String path, String json, String etag) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", etag)
                .PUT(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    /** The body of a good answer. */
    JsonNode good(Answer answer) {
        if (!answer.isGood()) {
            throw new ServerProblem(answer.refusal());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        String token = streams.environment().get("HEADGATE_TOKEN");
        if (token == null || token.isBlank()) {
            throw new ServerProblem("There is no token: put an API token of yours into HEADGATE_TOKEN.");
        }
        String at = url().replaceAll("/+$", "") + "/api/v1/tenants/" + encoded(tenant) + path;
        try {
            return HttpRequest.newBuilder(URI.create(at))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token.strip())
                    .header("Accept", "application/json");
        } catch (IllegalArgumentException wrong) {
            throw new ServerProblem("This is no address of a server: " + url());
        }
    }

    private String url() {
        return url != null ? url : streams.environment().getOrDefault("HEADGATE_URL", "http://127.0.0.1:8400");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer send(HttpRequest.Builder request) {
        HttpClient used = client;
        if (used == null) {
            used = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            client = used;
        }
        try {
            HttpResponse<String> response =
                    used.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            Answer answer = new Answer(
                    response.statusCode(), response.headers().firstValue("ETag").orElse(null), parsed(response.body()));
            if (answer.status() >= 500 || answer.status() == 401 || answer.status() == 429) {
                throw new ServerProblem(answer.refusal());
            }
            return answer;
        } catch (IOException away) {
            throw new ServerProblem("The server at " + url() + " cannot be reached: " + away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerProblem("interrupted");
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank()
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
