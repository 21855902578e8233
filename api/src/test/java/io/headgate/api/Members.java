package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestTenants.TestTenant;
import tools.jackson.databind.JsonNode;

/** Members of a tenant, as an admin adds them and as they sign in. */
public final class Members {

    private static final String PASSWORD = "a long enough password";

    private Members() {}

    /** A new member of the tenant who has signed in and made a token; calls in their name. */
    public static Api add(int port, TestTenant tenant, String name, String role) {
        String key = tenant.view().key();
        String username = key + "." + name;
        ok(Api.bearer(port, ApiTest.ADMIN_TOKEN)
                .post(
                        "/api/v1/tenants/" + key + "/members",
                        "{\"username\":\"%s\",\"displayName\":\"%s\",\"role\":\"%s\",\"password\":\"%s\",\"demo\":true}"
                                .formatted(username, name, role, PASSWORD)));
        Api.Answer session = Api.with(port)
                .post("/api/v1/session", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, PASSWORD));
        String cookie = session.response().headers().firstValue("Set-Cookie").orElseThrow();
        Api withSession = Api.with(
                port,
                "Cookie",
                cookie.substring(0, cookie.indexOf(';')),
                "X-CSRF-Token",
                session.json().path("csrfToken").asString());
        return Api.bearer(
                port,
                ok(withSession.post("/api/v1/me/tokens", "{\"name\":\"test\"}"))
                        .path("token")
                        .asString());
    }

    private static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
        return answer.json();
    }
}
