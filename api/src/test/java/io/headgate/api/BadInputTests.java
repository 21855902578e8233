package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever comes in: a 4xx as problem details with a code, and not a word about the inside. */
@ApiTest
class BadInputTests {

    /** A request and the status it deserves; 0 for any 4xx. */
    record Nasty(int status, String method, String path, String type, String body, String... headers) {

        @Override
        public String toString() {
            String shown = body.length() > 60 ? body.substring(0, 60) + "…" : body;
            return (method + " " + path + " " + type + " " + shown + " " + List.of(headers))
                    .replaceAll("\\p{Cntrl}", "?");
        }
    }

    private static final String T = "/api/v1/tenants/{t}";
    private static final String JSON = "application/json";
    private static final String NUL = "\\u0000";

    static final List<Nasty> NASTY = List.of(
            get(404, "/api/v1/nothing"),
            get(404, "/nothing/at/all"),
            get(404, T + "/processes/nothing"),
            get(404, T + "/runs/nothing"),
            get(400, T + "/processes/work/versions/1e9"),
            get(400, T + "/processes/work/versions/99999999999999999999"),
            get(404, T + "/processes/work/publications/-1"),
            get(400, T + "/runs?size=-1"),
            get(400, T + "/runs?size=100000"),
            get(400, T + "/runs?size=99999999999"),
            get(422, T + "/runs?before=nowhere"),
            get(400, T + "/runs?state=ASLEEP"),
            get(400, T + "/runs?from=yesterday"),
            get(0, T + "/runs?process=%00"),
            get(0, T + "/processes?q=%00"),
            get(400, T + "/processes?sort=colour"),
            get(404, T + "/runs/nothing/components/c1/log"),
            get(400, T + "/runs/nothing/components/c1/log?stream=stdin"),
            call(405, "DELETE", T + "/runs", "", ""),
            call(405, "PUT", "/api/v1/me", JSON, "{}"),
            call(415, "POST", T + "/processes", "text/plain", "key"),
            call(415, "POST", T + "/locations", "application/xml", "<a/>"),
            call(0, "POST", T + "/locations", "", "{}"),
            call(400, "POST", T + "/locations", JSON, "{\"key\":"),
            call(400, "POST", T + "/locations", JSON, ""),
            call(400, "POST", T + "/locations", JSON, "[]"),
            call(400, "POST", T + "/locations", JSON, "{\"key\":{\"a\":1}}"),
            call(400, "POST", T + "/locations", JSON, "[".repeat(100_000)),
            call(413, "POST", T + "/locations", JSON, location("\"extra\":\"" + "x".repeat(5_000_000) + "\"")),
            call(413, "POST", T + "/processes", JSON, "{\"a\":\"" + "x".repeat(5_000_000) + "\"}"),
            call(400, "POST", T + "/locations", JSON, location("\"extra\":1")),
            call(400, "POST", T + "/locations", JSON, location("\"access\":\"steal\"")),
            call(422, "POST", T + "/locations", JSON, "{}"),
            call(0, "POST", T + "/locations", JSON, location("\"name\":\"a" + NUL + "\"")),
            call(422, "POST", T + "/processes", JSON, "{\"key\":\"x\"}"),
            call(0, "POST", T + "/processes", JSON, "{\"key\":\"a\",\"name\":\"" + NUL + "\"}"),
            call(422, "POST", T + "/processes", JSON, "{\"a\":".repeat(5000)),
            call(422, "POST", T + "/processes", "application/yaml", "a: &a [*a, *a]"),
            call(412, "PUT", T + "/processes/work/draft", JSON, TestTenants.json(Node.after()), "If-Match", "\"old\""),
            call(
                    412,
                    "PUT",
                    T + "/processes/work/draft",
                    JSON,
                    TestTenants.json(Node.after()),
                    "If-Match",
                    "W/\"\"\",,"),
            call(422, "PUT", T + "/processes/work/draft", JSON, "\"text\""),
            call(0, "PATCH", T + "/processes/work", JSON, "{\"concurrency\":0}"),
            call(400, "PATCH", T + "/processes/work", JSON, "{\"concurrency\":\"many\"}"),
            call(400, "PATCH", T + "/processes/work", JSON, "{\"concurrency\":1e400}"),
            call(404, "POST", T + "/processes/work/publications", JSON, "{\"version\":-3}"),
            get(400, T + "/processes?sort=lastrun"),
            get(400, T + "/processes?archived=perhaps"),
            get(0, T + "/processes?tag=" + "x".repeat(300)),
            get(0, T + "/processes?owner=%00"),
            get(0, T + "/processes?tag=%00"),
            get(404, T + "/processes/nothing/versions"),
            get(404, T + "/processes/nothing/diff?from=1"),
            get(400, T + "/processes/work/versions?size=0"),
            get(400, T + "/runs?version=one"),
            call(404, "POST", T + "/processes/work/versions/99/restore", JSON, "{\"draftEtag\":\"x\"}"),
            call(422, "POST", T + "/processes/work/versions/1/restore", JSON, "{}"),
            call(400, "POST", T + "/processes/work/kept-drafts/none/restore", JSON, "{\"draftEtag\":\"x\"}"),
            call(422, "POST", T + "/processes/work/duplicates", JSON, "{\"key\":\"\",\"name\":\"\"}"),
            call(422, "POST", T + "/processes/work/duplicates", JSON, "{\"key\":\"a\",\"name\":\"" + NUL + "\"}"),
            call(422, "PATCH", T + "/processes/work/tags", JSON, "{\"add\":[null]}"),
            call(422, "PATCH", T + "/processes/work/tags", JSON, "{\"add\":[\"" + NUL + "\"]}"),
            call(400, "PATCH", T + "/processes/work/tags", JSON, "{\"add\":\"a\"}"),
            call(422, "PATCH", T + "/processes/work", JSON, "{\"name\":\"" + NUL + "\"}"),
            call(0, "PUT", T + "/processes/work/owner", JSON, "{\"owner\":\"" + NUL + "\"}"),
            call(400, "POST", T + "/processes/work/archive", JSON, "{\"letRunsEnd\":\"perhaps\"}"),
            call(0, "POST", T + "/processes/work/versions", JSON, "{\"note\":\"" + "x".repeat(501) + "\"}"),
            call(400, "POST", T + "/processes/work/runs", JSON, "{\"businessDate\":\"2026-02-30\"}"),
            call(0, "POST", T + "/processes/work/runs", JSON, "{\"businessDate\":\"+999999999-01-01\"}"),
            call(0, "POST", T + "/processes/work/runs", JSON, "{\"businessDate\":\"-999999999-01-01\"}"),
            call(422, "POST", T + "/processes/work/runs", JSON, "{\"parameters\":[1]}"),
            call(422, "POST", T + "/processes/work/runs", JSON, "{\"parameters\":{\"a\":\"b\"}}"),
            call(422, "PUT", T + "/processes/work/schedule", JSON, "{\"cron\":\"61 * * * *\",\"zone\":\"UTC\"}"),
            call(422, "PUT", T + "/processes/work/schedule", JSON, "{\"cron\":\"0 0 * * *\",\"zone\":\"" + NUL + "\"}"),
            call(
                    0,
                    "PUT",
                    T + "/processes/work/schedule",
                    JSON,
                    "{\"cron\":\"0 0 * *" + NUL + " *\",\"zone\":\"UTC\"}"),
            call(400, "POST", T + "/accounts/nothing/check", JSON, ""),
            call(404, "POST", T + "/accounts/00000000-0000-0000-0000-000000000000/check", JSON, ""),
            call(422, "POST", T + "/accounts", JSON, account("role", "j-1", "s3://w/x")),
            call(422, "POST", T + "/accounts", JSON, account("arn:aws:iam::123456789012:role/a", "j-1", "file:///etc")),
            call(422, "POST", T + "/accounts", JSON, account("arn:aws:iam::123456789012:role/a", "j-1;rm", "s3://www")),
            call(422, "POST", T + "/members", JSON, member("é".repeat(72), "Name")),
            call(0, "POST", T + "/members", JSON, member("a long password", "Na" + NUL + "me")),
            call(0, "POST", "/api/v1/session", JSON, "{\"username\":\"a" + NUL + "\",\"password\":\"b\"}"),
            call(401, "POST", "/api/v1/session", JSON, "{\"username\":\"a\",\"password\":\"" + "é".repeat(200) + "\"}"),
            call(0, "POST", "/api/v1/me/tokens", JSON, "{\"name\":\"" + NUL + "\"}"),
            call(
                    409,
                    "POST",
                    "/api/v1/environments",
                    JSON,
                    "{\"name\":\"other\",\"region\":\"eu-central-1\",\"bucket\":\"{b}\"}"),
            call(404, "POST", "/api/v1/tenants", JSON, "{\"key\":\"new\",\"name\":\"New\",\"environment\":\"none\"}"),
            call(0, "GET", T + "/events", "", "", "Accept", "application/json"),
            call(422, "POST", "/api/v1/callbacks/waits", JSON, "{\"waits\":null,\"timeoutSeconds\":1}"),
            call(422, "POST", "/api/v1/callbacks/waits", JSON, "{\"waits\":[],\"timeoutSeconds\":100000}"),
            call(0, "POST", "/api/v1/callbacks/waits", JSON, "{\"waits\":[null],\"timeoutSeconds\":1}"),
            call(401, "POST", "/api/v1/callbacks/gate", JSON, "{\"dagId\":\"" + NUL + "\",\"runId\":\"\"}"));

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    private static TestTenant shared;

    @BeforeEach
    void aTenant() {
        if (shared == null) {
            shared = tenants.create(Node.after());
        }
    }

    @ParameterizedTest
    @FieldSource("NASTY")
    void aNastyRequestIsAProblemWithACodeAndNeverAFaultOfOurs(Nasty nasty) {
        Api.Answer answer = Api.bearer(port, ApiTest.ADMIN_TOKEN)
                .call(
                        nasty.method(),
                        nasty.path().replace("{t}", shared.view().key()),
                        nasty.type(),
                        nasty.body().replace("{b}", "bucket-" + shared.environment()),
                        nasty.headers());

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        if (nasty.status() > 0) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(nasty.status());
        }
        assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.code()).as(answer.body()).matches("[a-z-]+\\.[a-z-]+");
        assertThat(answer.body()).doesNotContain("Exception", "io.headgate", "org.", "java.", "tools.jackson", "SQL");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"/runs/r%00", "/runs/%ff%fe", "/runs/..%2f..%2f", "/runs/a;b=c"})
    void anAddressThatNobodyMeansIsTurnedAwayWithoutAWordAboutTheInside(String path) {
        Api.Answer answer = Api.bearer(port, ApiTest.ADMIN_TOKEN)
                .get(T.replace("{t}", shared.view().key()) + path);

        assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("Exception", "io.headgate", "org.", "java.", "Tomcat/");
    }

    @Test
    void anInvalidProcessIsToldWithEachOfItsProblemsAndItsPlace() {
        String faulty = TestTenants.json(Node.after(), Node.after(1))
                .replace("\"key\":\"work\"", "\"key\":\"faulty\"")
                .replace("\"location\":\"raw\"", "\"location\":\"nowhere\"")
                .replace(
                        "\"to\":\"c2\"}",
                        "\"to\":\"c2\"},{\"from\":\"c2\",\"to\":\"c9\"},{\"from\":\"c2\",\"to\":\"c1\"}");
        Api api = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String processes = "/api/v1/tenants/" + shared.view().key() + "/processes";
        assertThat(api.post(processes, faulty).status())
                .as("a draft may be faulty")
                .isEqualTo(201);

        Api.Answer answer = api.post(processes + "/faulty/publications", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("process.invalid");
        List<String> pointers = answer.json()
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("pointer").asString())
                .toList();
        assertThat(pointers)
                .hasSizeGreaterThanOrEqualTo(3)
                .contains("/edges/1/to", "/components/0/settings/source/location");
        assertThat(answer.json().path("problems").valueStream())
                .allSatisfy(
                        problem -> assertThat(problem.path("code").asString()).isNotEmpty());
    }

    @Test
    void aRefusalSaysWhatWouldBeRight() {
        Api api = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String runs = "/api/v1/tenants/" + shared.view().key() + "/runs";

        assertThat(api.get(runs + "?state=BOGUS").json().path("detail").asString())
                .contains("'BOGUS'", "state", "SUCCEEDED", "STOP_INCOMPLETE");
        assertThat(api.get("/api/v1/nowhere").json().path("detail").asString()).contains("nothing at this address");
    }

    @Test
    void theTraceIdOfAProblemIsThatOfTheAnswer() {
        Api.Answer answer = Api.bearer(port, ApiTest.ADMIN_TOKEN).get("/api/v1/nothing");

        assertThat(answer.json().path("traceId").asString())
                .isEqualTo(answer.response().headers().firstValue("X-Trace-Id").orElseThrow());
    }

    private static Nasty get(int status, String path) {
        return new Nasty(status, "GET", path, "", "");
    }

    private static Nasty call(int status, String method, String path, String type, String body, String... headers) {
        return new Nasty(status, method, path, type, body, headers);
    }

    /** A good location, but for the part given. */
    private static String location(String part) {
        String good =
                "\"key\":\"k\",\"name\":\"N\",\"bucket\":\"bbb\",\"prefix\":\"\",\"access\":\"read\",\"classification\":\"public\"";
        String key = part.substring(0, part.indexOf(':') + 1);
        return "{" + good.replaceAll(key + "\"[a-zA-Z]*\",?", "").replaceAll(",$", "") + "," + part + "}";
    }

    private static String account(String role, String cluster, String workspace) {
        return "{\"accountId\":\"123456789012\",\"region\":\"eu-central-1\",\"roleArn\":\"%s\",\"clusterId\":\"%s\",\"workspace\":\"%s\"}"
                .formatted(role, cluster, workspace);
    }

    private static String member(String password, String name) {
        return "{\"username\":\"nasty\",\"displayName\":\"%s\",\"role\":\"viewer\",\"password\":\"%s\"}"
                .formatted(name, password);
    }
}
