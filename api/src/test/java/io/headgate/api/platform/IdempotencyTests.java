package io.headgate.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that are sent twice under one key do one thing. */
@ApiTest
class IdempotencyTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    TestTenant tenant;
    String path;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
        path = "/api/v1/tenants/" + tenant.view().key() + "/processes/work/runs";
    }

    @Test
    void theSameRequestUnderTheSameKeyAnswersTheSameRun() {
        Api.Answer first = post("{}", "one");
        Api.Answer second = post("{}", "one");
        Api.Answer other = post("{}", "two");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.json().path("id")).isNotEqualTo(first.json().path("id"));
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void manyAtOnceMakeOneRun() throws Exception {
        try (ExecutorService pool = Executors.newCachedThreadPool()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(i -> pool.submit(() -> post("{}", "at-once")))
                    .toList();
            for (Future<Api.Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(202);
            }
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        post("{}", "key");

        Api.Answer refused = post("{\"businessDate\":\"2026-01-01\"}", "key");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("idempotency.other-request");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void aRequestThatWasRefusedMayBeMendedUnderItsKey() {
        assertThat(post("{\"parameters\":{\"unknown\":1}}", "mended").status()).isEqualTo(422);

        assertThat(post("{}", "mended").status()).isEqualTo(202);
    }

    @Test
    void aKeyIsTheCallersOwnAndOfOneTenant() {
        TestTenant other = tenants.create(Node.after());
        post("{}", "mine");

        Api.Answer there = Api.bearer(port, ApiTest.ADMIN_TOKEN)
                .call(
                        "POST",
                        "/api/v1/tenants/" + other.view().key() + "/processes/work/runs",
                        "application/json",
                        "{}",
                        Idempotency.HEADER,
                        "mine");

        assertThat(there.status()).isEqualTo(202);
        assertThat(there.json().path("process").asString()).isEqualTo("work");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void aBadKeyIsTold() {
        Api.Answer refused = post("{}", "x".repeat(201));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("idempotency.key-bad");
    }

    private Api.Answer post(String body, String key) {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN)
                .call("POST", path, "application/json", body, Idempotency.HEADER, key);
    }

    private int runs() {
        return tenants.query(tenant.id(), Integer.class, "SELECT count(*)::int FROM run")
                .getFirst();
    }
}
