package io.headgate.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.FakeCloud;
import io.headgate.api.FakeQueues;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.work.Next;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A tenant whose account has a queue, which only the test looks at; runs of batches that are due are made by the loop. */
@ApiTest
abstract class ArrivalTestBase {

    private static final AtomicInteger SEQUENCE = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    ArrivalPoll poll;

    @Autowired
    ArrivalRuns runs;

    final FakeQueues queues = FakeCloud.get().queues();
    TestTenant tenant;
    String bucket;
    String queue;
    String account;
    String base;

    @BeforeEach
    void aTenantWithAQueue() {
        tenant = tenants.create(Node.after());
        base = "/api/v1/tenants/" + tenant.view().key();
        bucket = "arrive-" + UUID.randomUUID();
        queue = "arrivals-" + UUID.randomUUID();
        account = tenants.query(tenant.id(), String.class, "SELECT account_number FROM aws_account")
                .getFirst();
        location("in", "raw", "READ");
        queues.make(queue);
        tenants.park(tenant.id(), "arrivals", tenant.accountId().toString());
    }

    void registered() {
        Api.Answer answer = register(arn());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    String arn() {
        return "arn:aws:sqs:eu-central-1:" + account + ":" + queue;
    }

    Api.Answer register(String arn) {
        return put("/accounts/" + tenant.accountId() + "/queue", "{\"arn\":\"" + arn + "\"}");
    }

    void location(String key, String prefix, String access) {
        tenants.sql(
                tenant.id(),
                "INSERT INTO location VALUES (?, ?, ?, 'A place', ?, ?, ?, 'INTERNAL', now())",
                tenant.id(),
                UUID.randomUUID(),
                key,
                bucket,
                prefix,
                access);
    }

    void watch(String pattern) {
        watch(pattern, "EACH", 0);
    }

    void watch(String pattern, String gather, int minutes) {
        Api.Answer answer = tryToWatch("in", pattern, gather, minutes);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    Api.Answer tryToWatch(String location, String pattern, String gather, int minutes) {
        return admin().post(
                        base + "/processes/work/arrivals",
                        "{\"location\":\"%s\",\"pattern\":%s,\"gather\":\"%s\",\"minutes\":%d}"
                                .formatted(location, Api.JSON.writeValueAsString(pattern), gather, minutes));
    }

    /** S3 tells of a file, the key encoded as S3 does; a new arrival each time. */
    String told(String encodedKey) {
        String message = NotificationsTests.s3(bucket, encodedKey, String.format("%016X", SEQUENCE.incrementAndGet()));
        queues.send(queue, message);
        return message;
    }

    /** One turn of the poller. */
    Next look() {
        return Scope.ofTenant(
                tenant.id(), () -> poll.handle(tenant.id(), tenant.accountId().toString()));
    }

    /** All turns until there is nothing more in the queue. */
    void lookAtAll() {
        while (queues.waitingIn(queue) > 0) {
            look();
        }
    }

    /** Until every batch is decided. */
    void decided() {
        Await.until(
                "all batches are decided",
                () -> tenants.query(
                                        tenant.id(),
                                        Integer.class,
                                        "SELECT count(*) FROM arrival_batch WHERE decision IS NULL")
                                .getFirst()
                        == 0);
    }

    /** Makes all batches due, and takes the turn that they wait for. */
    void due() {
        tenants.sql(
                tenant.id(), "UPDATE arrival_batch SET due_at = now() - interval '1 second' WHERE decision IS NULL");
        for (UUID batch :
                tenants.query(tenant.id(), UUID.class, "SELECT id FROM arrival_batch WHERE decision IS NULL")) {
            Scope.ofTenant(tenant.id(), () -> runs.handle(tenant.id(), batch.toString()));
        }
    }

    List<String> started() {
        return tenants.query(
                tenant.id(), String.class, "SELECT id FROM run WHERE origin = 'EVENT' ORDER BY requested_at, id");
    }

    String of(String run, String column) {
        return tenants.query(tenant.id(), String.class, "SELECT " + column + "::text FROM run WHERE id = ?", run)
                .getFirst();
    }

    JsonNode view() {
        Api.Answer answer = admin().get(base + "/processes/work/arrivals");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    JsonNode queueView() {
        return view().path("queues").path(0);
    }

    /** Why the newest thing was told in vain. */
    List<String> ignored() {
        return view().path("ignored")
                .valueStream()
                .map(each ->
                        each.path("reason").asString() + " " + each.path("name").asString())
                .toList();
    }

    Api.Answer put(String path, String body) {
        return admin().call("PUT", base + path, "application/json", body);
    }

    Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
