package io.headgate.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Looking through the files of a location: names only, one folder at a time, and never out of it. */
@ApiTest
class LocationFilesTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    TestTenant tenant;
    String bucket;

    @BeforeEach
    void aTenantWithFiles() {
        tenant = tenants.create(Node.after());
        bucket = "files-" + UUID.randomUUID();
        location("here", "in/raw", "READ");
    }

    @Test
    void aFolderShowsItsFoldersAndItsFilesAndNothingBeside() {
        put("in/raw/flights/2013.csv", "in/raw/flights/old/2012.csv", "in/raw/flights/", "in/raw/flügel 1+1.csv");
        put("in/rawer/secret.csv", "elsewhere.csv", "in/raw/bad//x.csv", "in/raw/odd[1].csv");

        JsonNode top = list("here", "").json();
        JsonNode flights = list("here", "flights/").json();

        assertThat(texts(top.path("folders"))).containsExactly("bad/", "flights/");
        assertThat(paths(top)).containsExactly("flügel 1+1.csv");
        assertThat(texts(flights.path("folders"))).containsExactly("flights/old/");
        assertThat(paths(flights)).containsExactly("flights/2013.csv");
        assertThat(flights.path("files").get(0).path("size").asInt()).isEqualTo(4);
        assertThat(flights.path("files").get(0).path("modifiedAt").asString()).startsWith("2026-01-02T03:04:05");
    }

    @Test
    void namesThatBeginAlikeAreFoundAndALongFolderComesInPages() {
        for (int n = 1000; n < 1450; n++) {
            put("in/raw/day-" + n + ".csv");
        }
        assertThat(paths(list("here", "day-14").json())).hasSize(50);

        List<String> all = new ArrayList<>();
        JsonNode page = list("here", "").json();
        all.addAll(paths(page));
        while (!page.path("after").isNull()) {
            page = get("here", "?prefix=&after=" + encoded(page.path("after").asString()))
                    .json();
            all.addAll(paths(page));
        }
        assertThat(all).hasSize(450).doesNotHaveDuplicates().isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "a/../b", "/etc", "./x", "a//b", "a\\b", "a\nb", "*.csv", "${run.date}"})
    void noPathLeadsOutOfTheLocation(String prefix) {
        Api.Answer answer = list("here", prefix);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("files.prefix");
        assertThat(answer.json().path("problems").get(0).path("pointer").asString())
                .isEqualTo("/prefix");
    }

    @ParameterizedTest
    @CsvSource({
        "403, 409, location.denied",
        "404, 409, location.bucket-missing",
        "301, 409, location.elsewhere",
        "400, 502, aws.away",
        "500, 502, aws.away"
    })
    void eachRefusalOfTheBucketHasItsOwnWords(int answers, int status, String code) {
        FakeCloud.get().bucketSays(bucket, answers);
        Api.Answer answer = list("here", "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("detail").asString()).isNotBlank();
    }

    @Test
    void aPageThatS3DoesNotKnowIsToldAsThat() {
        FakeCloud.get().bucketSays(bucket, 400);

        Api.Answer answer = get("here", "?prefix=&after=made-up");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("files.after");
    }

    @Test
    void aRoleThatIsRefusedIsTold() {
        tenants.sql(
                tenant.id(), "UPDATE aws_account SET role_arn = replace(role_arn, 'role/headgate', 'role/refused')");

        assertThat(list("here", "").code()).isEqualTo("account.role-refused");
    }

    @Test
    void withoutAnAccountItIsSaidThatThereIsNone() {
        tenants.sql(tenant.id(), "DELETE FROM aws_account");

        assertThat(list("here", "").code()).isEqualTo("account.none");
    }

    @Test
    void onlyALocationThatMayBeReadIsLookedThrough() {
        location("out", "", "WRITE");
        location("both", "", "READ_WRITE");

        assertThat(list("out", "").code()).isEqualTo("location.not-for-read");
        assertThat(list("both", "").status()).isEqualTo(200);
        assertThat(list("nowhere", "").code()).isEqualTo("location.unknown");
    }

    @Test
    void whoMayOnlyLookAtTheTenantDoesNotSeeNames() {
        assertThat(as("viewer").get(path("here", "")).code()).isEqualTo("access.role-missing");
        assertThat(as("author").get(path("here", "")).status()).isEqualTo(200);
    }

    private Api as(String role) {
        String name = "files-" + role + "-" + UUID.randomUUID();
        Api.Answer added = Api.bearer(port, ApiTest.ADMIN_TOKEN)
                .post(
                        "/api/v1/tenants/" + tenant.view().key() + "/members",
                        "{\"username\":\"%s\",\"displayName\":\"U\",\"role\":\"%s\",\"password\":\"a long enough password\"}"
                                .formatted(name, role));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        Api.Answer session = Api.with(port)
                .post(
                        "/api/v1/session",
                        "{\"username\":\"%s\",\"password\":\"a long enough password\"}".formatted(name));
        String cookie = session.response().headers().firstValue("Set-Cookie").orElseThrow();
        return Api.with(port, "Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    private void put(String... keys) {
        for (String key : keys) {
            FakeCloud.get().put(bucket + "/" + key, new byte[4]);
        }
    }

    private void location(String key, String prefix, String access) {
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

    private Api.Answer list(String location, String prefix) {
        return get(location, "?prefix=" + encoded(prefix));
    }

    private Api.Answer get(String location, String query) {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN).get(path(location, query));
    }

    private String path(String location, String query) {
        return "/api/v1/tenants/" + tenant.view().key() + "/locations/" + location + "/files" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> paths(JsonNode page) {
        return page.path("files")
                .valueStream()
                .map(file -> file.path("path").asString())
                .toList();
    }
}
