package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.tenancy.PlatformAdminOnly;
import io.headgate.api.tenancy.Requires;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may do what. */
@ApiTest
class SecurityTests {

    private static final List<String> ROLES = List.of("viewer", "author", "engineer", "tenant-admin");

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private static TestTenant ours;
    private static TestTenant theirs;
    private static final Map<String, Api> AS = new HashMap<>();

    @BeforeEach
    void membersOfEachRole() {
        if (ours != null) {
            return;
        }
        ours = tenants.create(Node.after());
        theirs = tenants.create(Node.after());
        for (String role : ROLES) {
            addMember(role);
            String token = session(role)
                    .call("POST", "/api/v1/me/tokens", "application/json", "{\"name\":\"test\"}")
                    .json()
                    .path("token")
                    .asString();
            AS.put(role, Api.bearer(port, token));
        }
    }

    @ParameterizedTest(name = "{0} {1} needs {3}")
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /processes                    | {"key":"p-%s"}       | author
            POST   | /processes/check              | {}                   | author
            PUT    | /processes/work/draft         | {}                   | author
            PATCH  | /processes/work               | {}                   | author
            POST   | /processes/work/versions      | {}                   | author
            POST   | /processes/work/publications  | {}                   | author
            POST   | /processes/work/runs          | {}                   | author
            POST   | /processes/work/trials        | {}                   | author
            GET    | /processes/work/trials/00000000-0000-0000-0000-000000000000 | | author
            GET    | /processes/work/trials/00000000-0000-0000-0000-000000000000/sample | | author
            DELETE | /processes/work/trials/00000000-0000-0000-0000-000000000000 | | author
            PATCH  | /settings                     | {}                   | tenant-admin
            POST   | /processes/work/versions/1/restore | {}               | author
            POST   | /processes/work/kept-drafts/00000000-0000-0000-0000-000000000000/restore | {} | author
            POST   | /processes/work/duplicates    | {}                   | author
            PATCH  | /processes/work/tags          | {}                   | author
            POST   | /processes/none/archive       | {}                   | author
            POST   | /processes/work/unarchive     |                      | author
            POST   | /runs/unknown/stop            | {}                   | author
            PUT    | /processes/work/schedule      | {"cron":"x","zone":"y"} | engineer
            DELETE | /processes/work/schedule      |                      | engineer
            GET    | /runs/unknown/components/c1/log |                    | engineer
            POST   | /locations                    | {}                   | tenant-admin
            PUT    | /locations/none               | {}                   | tenant-admin
            DELETE | /locations/none               |                      | tenant-admin
            POST   | /stages                       | {}                   | tenant-admin
            PATCH  | /stages/none                  | {}                   | tenant-admin
            DELETE | /stages/none                  |                      | tenant-admin
            PUT    | /stages/none/compute          | {}                   | tenant-admin
            PATCH  | /processes/work/stages/none/parameters | {"values":{}} | engineer
            GET    | /processes/work/versions/1/bindings?stage=prod | |      author
            POST   | /processes/work/publication-requests | {}            | author
            POST   | /publication-requests/00000000-0000-0000-0000-000000000000/approve | | author
            POST   | /publication-requests/00000000-0000-0000-0000-000000000000/decline | {"reason":"x"} | author
            POST   | /publication-requests/00000000-0000-0000-0000-000000000000/withdraw | | author
            GET    | /audit                        |                      | tenant-admin
            GET    | /audit/csv                    |                      | tenant-admin
            POST   | /members                      | {}                   | tenant-admin
            POST   | /accounts                     | {}                   | tenant-admin
            POST   | /accounts/00000000-0000-0000-0000-000000000000/check | | tenant-admin
            """)
    void aCallNeedsItsRoleOrAHigherOne(String method, String path, String body, String needed) {
        for (String role : ROLES) {
            String type = body == null ? "" : "application/json";
            Api.Answer answer =
                    AS.get(role).call(method, at(ours) + path, type, body == null ? "" : body.formatted(role));
            if (ROLES.indexOf(role) < ROLES.indexOf(needed)) {
                assertThat(answer.status()).as(role + ": " + answer.body()).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("access.role-missing");
            } else {
                assertThat(answer.status())
                        .as(role + ": " + answer.body())
                        .isNotIn(401, 403)
                        .isLessThan(500);
            }
        }
    }

    @Test
    void everyCallThatChangesSomethingOfATenantNamesTheRoleThatItNeeds() {
        assertThat(mappings.getHandlerMethods().entrySet())
                .filteredOn(entry -> isOfATenant(entry.getKey()) && !isSafe(entry.getKey()))
                .hasSizeGreaterThan(12)
                .allSatisfy(entry -> assertThat(isGuarded(entry.getValue()))
                        .as(entry.getValue().toString())
                        .isTrue());
    }

    @Test
    void aTenantOfOthersAnswersExactlyLikeOneThatDoesNotExist() {
        for (String path :
                List.of("", "/processes", "/processes/work", "/runs", "/accounts", "/events", "/members", "/stages")) {
            Api.Answer foreign = AS.get("tenant-admin").get(at(theirs) + path);
            Api.Answer unknown = AS.get("tenant-admin").get("/api/v1/tenants/nobody" + path);

            assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
            assertThat(without(foreign, at(theirs))).isEqualTo(without(unknown, "/api/v1/tenants/nobody"));
        }
    }

    @Test
    void whatBelongsToAnotherTenantAnswersExactlyLikeWhatDoesNotExist() {
        String theirsRun = "/accounts/" + theirs.accountId() + "/check";
        String unknown = "/accounts/00000000-0000-0000-0000-000000000000/check";
        Api admin = AS.get("tenant-admin");

        assertThat(without(admin.call("POST", at(ours) + theirsRun, "", ""), theirsRun))
                .isEqualTo(without(admin.call("POST", at(ours) + unknown, "", ""), unknown));
    }

    @Test
    void onlyPlatformAdminsManageTenantsAndEnvironments() {
        for (String path : List.of("/api/v1/environments", "/api/v1/tenants")) {
            assertThat(AS.get("tenant-admin").get(path).status()).isEqualTo(403);
        }
        assertThat(AS.get("tenant-admin")
                        .call("PATCH", at(ours), "application/json", "{\"suspended\":true}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aSessionCookieIsKeptFromScriptsAndOtherSites() {
        Api.Answer answer = signIn("viewer");
        String cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").startsWith("headgate_session=hgs_");
        assertThat(answer.body()).doesNotContain("hgs_");
    }

    @Test
    void aSessionNeedsItsCsrfTokenForWhatChangesSomethingAndABearerDoesNot() {
        Api.Answer signedIn = signIn("author");
        String cookie = cookieOf(signedIn);
        String csrf = signedIn.json().path("csrfToken").asString();
        String tokens = "/api/v1/me/tokens";
        String body = "{\"name\":\"x\"}";

        assertThat(Api.with(port, "Cookie", cookie).get("/api/v1/me").status()).isEqualTo(200);
        assertThat(Api.with(port, "Cookie", cookie).post(tokens, body).status()).isEqualTo(401);
        assertThat(Api.with(port, "Cookie", cookie, "X-CSRF-Token", "wrong")
                        .post(tokens, body)
                        .status())
                .isEqualTo(401);
        assertThat(Api.with(port, "Cookie", cookie, "X-CSRF-Token", csrf)
                        .post(tokens, body)
                        .status())
                .isEqualTo(200);
        assertThat(AS.get("author").post(tokens, body).status()).isEqualTo(200);
    }

    @Test
    void tokensAreListedWithoutTheirSecretAndEndedByTheirOwnerAlone() {
        String tokens = "/api/v1/me/tokens";
        String secret = AS.get("engineer")
                .post(tokens, "{\"name\":\"nightly\"}")
                .json()
                .path("token")
                .asString();
        Api bearer = Api.bearer(port, secret);
        Api.Answer mine = bearer.get(tokens);
        assertThat(mine.body()).contains("nightly").doesNotContain(secret);
        String newest = mine.json().path(0).path("id").asString();

        assertThat(AS.get("author").get(tokens).body()).doesNotContain(newest);
        assertThat(AS.get("author")
                        .call("DELETE", tokens + "/" + newest, "", "")
                        .code())
                .isEqualTo("token.unknown");
        assertThat(bearer.call("DELETE", tokens + "/" + newest, "", "").status())
                .isEqualTo(204);
        assertThat(bearer.get(tokens).status()).isEqualTo(401);
        assertThat(AS.get("engineer").get(tokens).status()).isEqualTo(200);
    }

    @Test
    void aSessionThatWasEndedIsNoLongerOne() {
        String cookie = cookieOf(signIn("author"));
        Api.with(port, "Cookie", cookie).call("DELETE", "/api/v1/session", "", "");

        assertThat(Api.with(port, "Cookie", cookie).get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void neitherASessionSecretAsABearerNorAnEmptyTokenIsLetIn() {
        String cookie = cookieOf(signIn("author"));
        for (String bearer :
                List.of("Bearer " + cookie.substring(cookie.indexOf('=') + 1), "Bearer", "Bearer x", "x")) {
            assertThat(Api.with(port, "Authorization", bearer).get("/api/v1/me").status())
                    .as(bearer)
                    .isEqualTo(401);
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAnswerAlike() {
        Api.Answer wrong = Api.with(port).post("/api/v1/session", credentials(user("viewer"), "not the password"));
        Api.Answer unknown = Api.with(port).post("/api/v1/session", credentials("nobody", "not the password"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(without(wrong, "")).isEqualTo(without(unknown, ""));
    }

    @Test
    void whoGuessesAPasswordHasToWaitAndNobodyElse() {
        String guessed = credentials(user("tenant-admin"), "a guess");
        Api anybody = Api.with(port);
        for (int i = 0; i < 10; i++) {
            assertThat(anybody.post("/api/v1/session", guessed).code()).isEqualTo("session.refused");
        }

        Api.Answer refused = anybody.post("/api/v1/session", guessed);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("session.too-many-tries");
        assertThat(anybody.post("/api/v1/session", credentials(user("tenant-admin"), PASSWORD))
                        .code())
                .as("not even the right one is told from a wrong one")
                .isEqualTo("session.too-many-tries");
        assertThat(signIn("viewer").status()).isEqualTo(200);
        assertThat(AS.get("tenant-admin").get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsReadOnlySoFar() throws Exception {
        byte[] tooLong = "{\"username\":\"".concat("x".repeat(5_000_000)).getBytes(StandardCharsets.US_ASCII);
        HttpRequest chunked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(chunked, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(answer.body()).contains("request.content-too-large");
        }
    }

    @Test
    void aRequestForAnotherHostIsTurnedAway() throws IOException {
        assertThat(status("evil.example")).contains(" 421");
        assertThat(status("127.0.0.1:" + port)).contains(" 200");
        assertThat(status("127.0.0.1.evil.example")).contains(" 421");
    }

    @Test
    void neitherTheAuditTrailNorTheDatabaseHoldsASecret() {
        String dump = String.join("\n", tenants.query(ours.id(), String.class, """
                        SELECT row_to_json(t)::text FROM access_token t UNION ALL SELECT row_to_json(u)::text FROM app_user u
                        UNION ALL SELECT row_to_json(a)::text FROM audit_entry a UNION ALL SELECT row_to_json(e)::text FROM event e
                        UNION ALL SELECT row_to_json(x)::text FROM tenant x"""));

        assertThat(dump)
                .contains("headgate_tenant")
                .doesNotContain("hgt_", "hgs_", "hgc_", PASSWORD, ApiTest.ADMIN_TOKEN);
    }

    private static final String PASSWORD = "a long enough password";

    private void addMember(String role) {
        Api.Answer added = Api.bearer(port, ApiTest.ADMIN_TOKEN)
                .post(
                        at(ours) + "/members",
                        "{\"username\":\"%s\",\"displayName\":\"D\",\"role\":\"%s\",\"password\":\"%s\",\"demo\":true}"
                                .formatted(user(role), role, PASSWORD));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
    }

    private Api session(String role) {
        Api.Answer answer = signIn(role);
        return Api.with(
                port,
                "Cookie",
                cookieOf(answer),
                "X-CSRF-Token",
                answer.json().path("csrfToken").asString());
    }

    private Api.Answer signIn(String role) {
        Api.Answer answer = Api.with(port).post("/api/v1/session", credentials(user(role), PASSWORD));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String user(String role) {
        return ours.view().key() + "." + role;
    }

    private static String credentials(String name, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    }

    private static String cookieOf(Api.Answer answer) {
        String cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String at(TestTenant tenant) {
        return "/api/v1/tenants/" + tenant.view().key();
    }

    /** An answer without what differs between any two. */
    private static String without(Api.Answer answer, String path) {
        return answer.status()
                + answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "").replace(path, "");
    }

    private String status(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET /actuator/health/readiness HTTP/1.1\r\nHost: " + host
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static boolean isOfATenant(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream().anyMatch(path -> path.startsWith("/api/v1/tenants"));
    }

    private static boolean isSafe(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().equals(java.util.Set.of(RequestMethod.GET));
    }

    private static boolean isGuarded(HandlerMethod method) {
        return method.hasMethodAnnotation(Requires.class)
                || method.hasMethodAnnotation(PlatformAdminOnly.class)
                || method.getBeanType().isAnnotationPresent(PlatformAdminOnly.class);
    }
}
