package io.headgate.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Copies, names, tags, owners, the list. */
@ApiTest
class ProcessLifeTests {

    private static final String PASSWORD = "a long enough password";

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    private final Map<String, Api> members = new HashMap<>();
    private TestTenant tenant;
    private String all;
    private String process;

    @BeforeEach
    void aProcess() {
        tenant = tenants.create(Node.after());
        all = "/api/v1/tenants/" + tenant.view().key() + "/processes";
        process = all + "/work";
    }

    @Test
    void aCopyHasTheDraftAndTheTagsUnderItsOwnKeyAndNoVersions() {
        tag("finance");
        JsonNode copy = ok(admin().post(process + "/duplicates", "{\"key\":\"work-2\",\"name\":\" Work two \"}"));

        assertThat(copy.path("name").asString()).isEqualTo("Work two");
        assertThat(copy.path("owner").asString()).isEqualTo("admin");
        assertThat(copy.path("tags").get(0).asString()).isEqualTo("finance");
        JsonNode draft = ok(admin().get(all + "/work-2/draft")).path("definition");
        assertThat(draft.path("key").asString()).isEqualTo("work-2");
        assertThat(draft.path("components"))
                .isEqualTo(
                        ok(admin().get(process + "/draft")).path("definition").path("components"));
        assertThat(ok(admin().get(all + "/work-2/versions")).path("total").asInt())
                .isZero();
        assertThat(admin().post(process + "/duplicates", "{\"key\":\"work\",\"name\":\"x\"}")
                        .code())
                .isEqualTo("process.key-taken");
        assertThat(admin().post(process + "/duplicates", "{\"key\":\"No key\",\"name\":\"x\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aNameChangesAndTheKeyStays() {
        JsonNode renamed = ok(admin().call("PATCH", process, "application/json", "{\"name\":\"Better work\"}"));
        Api.Answer refused = admin().call("PATCH", process, "application/json", "{\"name\":\"a\\nb\"}");
        Api.Answer empty = admin().call("PATCH", process, "application/json", "{\"name\":\"  \"}");

        assertThat(renamed.path("name").asString()).isEqualTo("Better work");
        assertThat(renamed.path("key").asString()).isEqualTo("work");
        assertThat(ok(admin().get(process + "/draft"))
                        .path("definition")
                        .path("name")
                        .asString())
                .isEqualTo("Better work");
        assertThat(refused.code()).isEqualTo("process.name");
        assertThat(refused.json().path("problems").get(0).path("pointer").asString())
                .isEqualTo("/name");
        assertThat(empty.code()).isEqualTo("process.name");
    }

    @Test
    void whatIsSetToWhatItIsAlreadyIsNoDeed() {
        int concurrency = ok(admin().get(process)).path("concurrency").asInt();
        patch("{\"name\":\" Work \",\"paused\":false,\"concurrency\":%d,\"priority\":\"NORMAL\"}"
                .formatted(concurrency));
        assertThat(deeds()).isEmpty();

        patch("{\"paused\":true,\"concurrency\":3,\"priority\":\"HIGH\"}");
        patch("{\"paused\":true,\"concurrency\":3,\"priority\":\"HIGH\"}");
        assertThat(deeds()).containsExactlyInAnyOrder("process.pause", "process.concurrency", "process.priority");
    }

    private void patch(String body) {
        ok(admin().call("PATCH", process, "application/json", body));
    }

    private List<String> deeds() {
        return tenants.query(
                tenant.id(),
                String.class,
                "SELECT action FROM audit_entry WHERE action IN ('process.pause', 'process.resume', 'process.rename', 'process.concurrency', 'process.priority')");
    }

    @Test
    void tagsAreWrittenInOneFormAndKeptInOrder() {
        tag("  Month  End ", "ﬁnance", "team:Pricing", "month-end");

        assertThat(tags()).containsExactly("finance", "month-end", "team:pricing");
        ok(patchTags("{\"remove\":[\"Month End\",\"never had\"],\"add\":[\"é\"]}"));
        assertThat(tags()).containsExactly("finance", "team:pricing", "é");
    }

    @Test
    void everyBadTagIsToldAtOnceAndNoneIsSet() {
        Api.Answer answer =
                patchTags("{\"add\":[\"good\",\"\",\"a,b\",\"" + "x".repeat(41) + "\",\"<b>\",\"\\u0000\"]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("problems").values().stream()
                        .map(problem -> problem.path("code").asString()
                                + problem.path("pointer").asString())
                        .toList())
                .containsExactly(
                        "tag.empty/add/1",
                        "tag.characters/add/2",
                        "tag.long/add/3",
                        "tag.characters/add/4",
                        "tag.characters/add/5");
        assertThat(tags()).isEmpty();
        tag(numbers("t", 20));
        assertThat(patchTags("{\"add\":[\"one-more\"]}").code()).isEqualTo("tags.invalid");
        assertThat(tags()).hasSize(20);
    }

    @Test
    void theOwnerAndEngineersGiveAProcessToMembersOnly() {
        member("owner", "author");
        member("other", "author");
        member("engineer", "engineer");
        ok(as("engineer").call("PUT", process + "/owner", "application/json", owner("owner")));

        Api.Answer byOther = as("other").call("PUT", process + "/owner", "application/json", owner("other"));
        Api.Answer toNobody = as("owner").call("PUT", process + "/owner", "application/json", "{\"owner\":\"admin\"}");
        JsonNode given = ok(as("owner").call("PUT", process + "/owner", "application/json", owner("other")));

        assertThat(byOther.status()).isEqualTo(403);
        assertThat(byOther.code()).isEqualTo("process.not-owner");
        assertThat(toNobody.code()).isEqualTo("owner.no-member");
        assertThat(given.path("owner").asString()).isEqualTo(user("other"));
        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT detail FROM audit_entry WHERE action = 'process.owner'"))
                .contains(user("owner") + " → " + user("other"));
    }

    @Test
    void theListIsFilteredByTagOwnerAndWordsAndSortedByTheLastRun() {
        copy("alpha", "Zebra");
        copy("beta", "Apple");
        ok(admin().call("PATCH", all + "/alpha/tags", "application/json", "{\"add\":[\"finance\",\"daily\"]}"));
        ok(admin().call("PATCH", all + "/beta/tags", "application/json", "{\"add\":[\"finance\"]}"));
        run("alpha", "r1", 10);
        run("beta", "r2", 5);
        run("beta", "r3", 20);

        assertThat(keys("")).containsExactly("beta", "work", "alpha");
        assertThat(keys("?tag=finance")).containsExactly("beta", "alpha");
        assertThat(keys("?tag=finance&tag=daily")).containsExactly("alpha");
        assertThat(keys("?q=ZEB")).containsExactly("alpha");
        assertThat(keys("?q=dail")).containsExactly("alpha");
        assertThat(keys("?q=admi&sort=changed")).containsExactlyInAnyOrder("alpha", "beta");
        assertThat(keys("?q=100%25")).isEmpty();
        assertThat(keys("?owner=test")).containsExactly("work");
        assertThat(keys("?sort=lastRun")).containsExactly("beta", "alpha", "work");
        assertThat(keys("?sort=lastRun&page=1&size=1")).containsExactly("alpha");
        JsonNode beta = ok(admin().get(all)).path("items").get(0);
        assertThat(beta.path("lastRuns").values().stream()
                        .map(run -> run.path("id").asString()))
                .containsExactly("r2", "r3");
        assertThat(beta.path("lastRuns").get(0).path("requestedAt").asString()).endsWith("Z");
        JsonNode tags = ok(admin().get("/api/v1/tenants/" + tenant.view().key() + "/tags"));
        assertThat(tags.get(0).path("tag").asString()).isEqualTo("finance");
        assertThat(tags.get(0).path("processes").asInt()).isEqualTo(2);
    }

    @Test
    void whatAnotherTenantHasIsNeitherListedNorCountedNorChanged() {
        TestTenant other = tenants.create(Node.after());
        tag("ours");
        String theirs = "/api/v1/tenants/" + other.view().key();

        assertThat(ok(admin().get(theirs + "/tags"))).isEmpty();
        assertThat(ok(admin().get(theirs + "/processes?tag=ours")).path("total").asInt())
                .isZero();
        member("stranger", "tenant-admin");
        for (String call : List.of("duplicates", "archive", "unarchive")) {
            assertThat(as("stranger")
                            .post(theirs + "/processes/work/" + call, "{\"key\":\"a\",\"name\":\"b\"}")
                            .status())
                    .as(call)
                    .isEqualTo(404);
        }
        assertThat(tenants.query(other.id(), String.class, "SELECT key FROM process WHERE archived_at IS NULL"))
                .containsExactly("work");
    }

    private void copy(String key, String name) {
        ok(admin().post(process + "/duplicates", "{\"key\":\"%s\",\"name\":\"%s\"}".formatted(key, name)));
    }

    private void run(String key, String id, int minutesAgo) {
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at, ended_at)
                SELECT tenant_id, ?, id, 1, 'FAILED', 'MANUAL', 'test', current_date, '{}', now() - ? * interval '1 minute', now()
                FROM process WHERE key = ?""", id, minutesAgo, key);
    }

    private List<String> keys(String query) {
        return ok(admin().get(all + query)).path("items").values().stream()
                .map(item -> item.path("key").asString())
                .toList();
    }

    private List<String> tags() {
        return ok(admin().get(process)).path("tags").values().stream()
                .map(JsonNode::asString)
                .toList();
    }

    private void tag(String... tags) {
        ok(patchTags(Api.JSON.writeValueAsString(Map.of("add", List.of(tags)))));
    }

    private Api.Answer patchTags(String body) {
        return admin().call("PATCH", process + "/tags", "application/json", body);
    }

    private static String[] numbers(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + i)
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }

    private void member(String name, String role) {
        ok(admin().post(
                        "/api/v1/tenants/" + tenant.view().key() + "/members",
                        "{\"username\":\"%s\",\"displayName\":\"D\",\"role\":\"%s\",\"password\":\"%s\",\"demo\":true}"
                                .formatted(user(name), role, PASSWORD)));
        Api.Answer session = Api.with(port)
                .post("/api/v1/session", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user(name), PASSWORD));
        String cookie = session.response().headers().firstValue("Set-Cookie").orElseThrow();
        members.put(
                name,
                Api.with(
                        port,
                        "Cookie",
                        cookie.substring(0, cookie.indexOf(';')),
                        "X-CSRF-Token",
                        session.json().path("csrfToken").asString()));
    }

    private Api as(String name) {
        return members.get(name);
    }

    private String user(String name) {
        return tenant.view().key() + "." + name;
    }

    private String owner(String name) {
        return "{\"owner\":\"" + user(name) + "\"}";
    }

    private static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        return answer.json();
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
