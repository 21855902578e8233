package io.headgate.api.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headgate.api.Api;
import io.headgate.api.Await;
import io.headgate.api.FakeMail;
import io.headgate.api.platform.Ids;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages arrive, are tried again when it makes sense, and hold no secret. */
class DeliveryTests extends AlertTestBase {

    private static final String SECRET = "a key for signatures";

    record Got(String delivery, String timestamp, String signature, String body) {}

    @Autowired
    Sealer sealer;

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private IntFunction<Integer> answers = number -> 204;

    @BeforeEach
    void aReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        receiver.setExecutor(Executors.newCachedThreadPool());
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    @AfterEach
    void noReceiver() {
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        got.add(new Got(
                String.valueOf(headers.getFirst("Headgate-Delivery")),
                String.valueOf(headers.getFirst("Headgate-Timestamp")),
                String.valueOf(headers.getFirst("Headgate-Signature")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        int status = answers.apply(got.size());
        exchange.getResponseHeaders()
                .add("Location", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/elsewhere");
        byte[] answer = "SECRET-OF-THE-RECEIVER".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
        if (status != 204) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    @Test
    void aWebhookIsSignedAsAnyoneCanCheckAndHoldsNoValuesOfRows() throws Exception {
        toFailures(webhook());
        String run = failed(tenant.process().id(), "sql.failed");
        tell(run);
        Await.until("it has arrived", () -> !got.isEmpty());
        Got message = got.getFirst();

        assertThat(python(message)).isZero();
        Got changed = new Got(message.delivery(), message.timestamp(), message.signature(), message.body() + " ");
        assertThat(python(changed)).isEqualTo(1);
        assertThat(message.body())
                .contains(run, "sql.failed", "\"event\":\"opened\"", message.delivery())
                .contains("/t/" + tenant.view().key() + "/alerts?alert=" + only().id() + "\"")
                .doesNotContain("SECRET-OF-A-ROW");
        assertThat(api.get(path("/alerts/deliveries")).body()).doesNotContain("SECRET-OF-THE-RECEIVER", SECRET);
        settled();
        assertThat(deliveries()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(DeliveryView.State.SENT);
            assertThat(one.httpStatus()).isEqualTo(204);
        });
    }

    @Test
    void whatIsBusyIsTriedAgainUnderTheSameIdAndArrivesOnce() {
        answers = number -> number < 3 ? 503 : 200;
        toFailures(webhook());
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        assertThat(got)
                .hasSize(3)
                .extracting(Got::delivery)
                .containsOnly(got.getFirst().delivery());
        assertThat(deliveries()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(DeliveryView.State.SENT);
            assertThat(one.tries()).isEqualTo(3);
        });
    }

    @Test
    void redirectsAreNotFollowedAndWhatIsDeclinedIsDeadUntilSentAgain() {
        answers = number -> number == 1 ? 302 : 410;
        toFailures(webhook());
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        assertThat(got).hasSize(1);
        DeliveryView dead = deliveries().getFirst();
        assertThat(dead.outcome()).isEqualTo(Outcome.REDIRECTED);
        assertThat(dead.state()).isEqualTo(DeliveryView.State.DEAD);

        String again = path("/alerts/deliveries/" + dead.id() + "/send-again");
        assertThat(api.post(again, "").status()).isEqualTo(202);
        Await.until("it was tried again", () -> got.size() == 2);
        settled();
        assertThat(deliveries().getFirst().outcome()).isEqualTo(Outcome.DECLINED);
        answers = number -> 200;
        api.post(again, "");
        settled();
        assertThat(deliveries().getFirst().state()).isEqualTo(DeliveryView.State.SENT);
        assertThat(api.post(again, "").code()).isEqualTo("delivery.not-dead");
    }

    @Test
    void aTestIsARealMessageAndTellsItsOutcome() {
        UUID channel = webhook();
        Api.Answer begun = api.post(path("/alerts/channels/" + channel + "/test"), "");
        assertThat(begun.status()).isEqualTo(202);
        settled();
        assertThat(api.get(path("/alerts/deliveries/" + begun.json().path("id").asString()))
                        .json()
                        .path("outcome")
                        .asString())
                .isEqualTo("SENT");
        assertThat(got).singleElement().satisfies(one -> assertThat(one.body()).contains("\"event\":\"test\""));
        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT action FROM audit_entry WHERE action LIKE 'channel.%'"))
                .contains("channel.test");
    }

    @Test
    void slackGetsItsTextWithNothingOfItBeingMarkup() {
        tenants.sql(tenant.id(), "UPDATE process SET name = '<!channel> & co'");
        UUID slack = add("SLACK", ",\"url\":\"" + url() + "\"");
        toFailures(slack);
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        assertThat(Api.JSON.readTree(got.getFirst().body()).path("text").asString())
                .contains("&lt;!channel&gt; &amp; co")
                .doesNotContain("<");
    }

    @Test
    void noNameMakesAHeaderOfAMail() {
        tenants.sql(tenant.id(), "UPDATE process SET name = E'Bad\\r\\nBcc: eve@example.com\\r\\n\\r\\n<script>'");
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        String data = FakeMail.get().to(owner).getFirst().data();
        assertThat(data).doesNotContainPattern("(?m)^Bcc:").contains("&lt;script&gt;");
        assertThat(FakeMail.get().to("eve@example.com")).isEmpty();
    }

    @Test
    void whatSomebodyTakesCareOfIsToldToNobodyElse() {
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        assertThat(api.post(path("/alerts/" + only().id() + "/acknowledge"), "").status())
                .isEqualTo(200);
        toFailures(webhook());
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        assertThat(only().runs()).isEqualTo(2);
        assertThat(deliveries()).hasSize(1);
        assertThat(got).isEmpty();
    }

    @Test
    void anOwnerWithoutAddressAndAnAddressThatIsRefusedAreSaid() {
        act(() -> channels.setAddress(tenant.id(), "test", ""));
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        assertThat(deliveries()).extracting(DeliveryView::outcome).containsExactly(Outcome.NO_ADDRESS);
        toFailures(add("EMAIL", ",\"addresses\":[\"refused@example.com\"]"));
        tell(failed(tenant.process().id(), "quality.failed"));
        settled();
        assertThat(deliveries())
                .extracting(DeliveryView::outcome)
                .containsExactlyInAnyOrder(Outcome.NO_ADDRESS, Outcome.MAIL_REFUSED);
    }

    @Test
    void secretsAreSealedForTheirPlaceAndNeverGivenBack() {
        UUID channel = webhook();
        assertThat(api.get(path("/alerts/channels")).body())
                .contains("127.0.0.1", "k-42")
                .doesNotContain(SECRET, "/token");
        List<String> kept = tenants.query(
                tenant.id(), String.class, "SELECT url || ' ' || secret FROM alert_channel WHERE id = ?", channel);
        assertThat(kept.getFirst()).contains("v1.test.").doesNotContain("token", SECRET);

        String sealed = sealer.seal(tenant.id(), channel, "url", "https://example.com/");
        assertThat(sealer.open(tenant.id(), channel, "url", sealed)).isEqualTo("https://example.com/");
        assertThatThrownBy(() -> sealer.open(UUID.randomUUID(), channel, "url", sealed))
                .isInstanceOf(Sealer.UnsealableException.class);
        assertThatThrownBy(() -> sealer.open(tenant.id(), UUID.randomUUID(), "url", sealed))
                .isInstanceOf(Sealer.UnsealableException.class);
        assertThatThrownBy(() -> sealer.open(tenant.id(), channel, "secret", sealed))
                .isInstanceOf(Sealer.UnsealableException.class);

        UUID other = add("SLACK", ",\"url\":\"" + url() + "\"");
        tenants.sql(
                tenant.id(),
                "UPDATE alert_channel SET url = (SELECT url FROM alert_channel WHERE id = ?) WHERE id = ?",
                channel,
                other);
        api.post(path("/alerts/channels/" + other + "/test"), "");
        settled();
        assertThat(got).isEmpty();
        assertThat(deliveries()).extracting(DeliveryView::outcome).containsExactly(Outcome.NO_KEY);
    }

    @Test
    void aRemovedChannelHasNoSecretsAndGetsNothing() {
        UUID channel = webhook();
        toFailures(channel);
        assertThat(api.call("DELETE", path("/alerts/channels/" + channel), "", "")
                        .status())
                .isEqualTo(204);
        assertThat(tenants.query(tenant.id(), String.class, "SELECT url || secret FROM alert_channel"))
                .containsExactly("");
        tell(failed(tenant.process().id(), "sql.failed"));
        settled();
        assertThat(got).isEmpty();
    }

    @Test
    void aChannelThatCannotBeMadeSaysEveryReason() {
        Api.Answer answer = api.post(
                path("/alerts/channels"),
                "{\"name\":\" x\",\"kind\":\"WEBHOOK\",\"url\":\"http://10.0.0.1/\",\"secret\":\"short\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("channel.name", "channel.url", "channel.secret");
        Api.Answer mail = api.post(
                path("/alerts/channels"),
                "{\"name\":\"m\",\"kind\":\"EMAIL\",\"addresses\":[\"a@example.com\\r\\nBcc: b@example.com\",\"A <a@example.com>\"]}");
        assertThat(mail.json().path("problems")).hasSize(2);
        webhook();
        assertThat(add409()).isEqualTo("channel.name-taken");
    }

    private String add409() {
        String name = tenants.query(tenant.id(), String.class, "SELECT name FROM alert_channel")
                .getFirst();
        return api.post(
                        path("/alerts/channels"),
                        "{\"name\":\"" + name + "\",\"kind\":\"EMAIL\",\"addresses\":[\"a@example.com\"]}")
                .code();
    }

    private UUID webhook() {
        return add("WEBHOOK", ",\"url\":\"" + url() + "\",\"secret\":\"" + SECRET + "\"");
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/token/hook-42";
    }

    private UUID add(String kind, String rest) {
        Api.Answer made = api.post(
                path("/alerts/channels"),
                "{\"name\":\"" + Ids.random("c", 8) + "\",\"kind\":\"" + kind + "\"" + rest + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return UUID.fromString(made.json().path("id").asString());
    }

    private void toFailures(UUID channel) {
        Api.Answer put = api.call(
                "PUT",
                path("/alerts/rules/FAILED"),
                "application/json",
                "{\"active\":true,\"toOwner\":false,\"channels\":[\"" + channel + "\"]}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
    }

    /** As the guide tells receivers to do it. */
    private static int python(Got message) throws IOException, InterruptedException {
        String check = """
                import hashlib, hmac, sys
                timestamp, signature, key = sys.argv[1:4]
                signed = timestamp.encode() + b"." + sys.stdin.buffer.read()
                sys.exit(not hmac.compare_digest(signature, "v1=" + hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()))
                """;
        Process process = new ProcessBuilder("python3", "-c", check, message.timestamp(), message.signature(), SECRET)
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(message.body().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
