package io.headgate.api.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.TestTenants.Node;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The locations of a stage: what a key means can be changed, and is forgotten only when nothing needs it. */
class LocationTests extends StageTestBase {

    private static final String PLACE = """
            {"name":"Elsewhere","bucket":"%s","prefix":"%s","access":"read-write","classification":"confidential"}""";

    /** Its process is published, and reads what it calls raw. */
    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
    }

    @Test
    void aKeyMeansAnotherPlaceFromNowOnAndBothAreWrittenDown() {
        ok(change("raw", "other-bucket", "in/2026"));

        JsonNode raw = ok(admin().get(at("/locations"))).get(0);
        assertThat(raw.path("key").asString()).isEqualTo("raw");
        assertThat(raw.path("name").asString()).isEqualTo("Elsewhere");
        assertThat(raw.path("bucket").asString()).isEqualTo("other-bucket");
        assertThat(raw.path("prefix").asString()).isEqualTo("in/2026");
        assertThat(raw.path("access").asString()).isEqualTo("read-write");
        assertThat(raw.path("classification").asString()).isEqualTo("confidential");
        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT detail FROM audit_entry WHERE action = 'location.change'"))
                .containsExactly("data/, read, public → other-bucket/in/2026, read-write, confidential on prod");
        ok(change("raw", "other-bucket", "in/2026"));
        assertThat(audit()).containsOnlyOnce("location.change");
    }

    @Test
    void aFaultyPlaceIsRefusedWithEachFaultAndAnUnknownKeyIsToldSo() {
        Api.Answer faulty = change("raw", "No Bucket", "../up");

        assertThat(faulty.status()).isEqualTo(422);
        assertThat(faulty.json()
                        .path("problems")
                        .valueStream()
                        .map(problem -> problem.path("pointer").asString()))
                .containsExactlyInAnyOrder("/bucket", "/prefix");
        assertThat(change("none", "bucket", "").code()).isEqualTo("location.unknown");
        assertThat(remove("none", "").code()).isEqualTo("location.unknown");
        assertThat(admin().get(at("/locations/none/users")).code()).isEqualTo("location.unknown");
    }

    @Test
    void aLocationThatAPublishedProcessNamesStaysUntilTheProcessIsOutOfUse() {
        Api.Answer refused = remove("raw", "");

        assertThat(refused.code()).isEqualTo("location.in-use");
        assertThat(refused.json().path("detail").asString()).contains("\"Work\"");
        assertThat(users("raw", "")).isEqualTo("work PUBLISHED reads");
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, publication_id, min_publication, state, origin, requested_by,
                                 business_date, parameters, requested_at, admitted_at)
                SELECT tenant_id, 'r1', process_id, id, 1, 'RUNNING', 'MANUAL', 't', now(), '{}', now(), now() FROM publication""");
        ok(admin().post(at("/processes/work/unpublish?stage=prod"), ""));
        assertThat(remove("raw", "").code()).as("its last run is under way").isEqualTo("location.in-use");
        tenants.sql(tenant.id(), "UPDATE run SET state = 'SUCCEEDED', ended_at = now()");
        assertThat(users("raw", "")).isEmpty();
        ok(remove("raw", ""));
        assertThat(ok(admin().get(at("/locations")))).isEmpty();
        assertThat(audit()).contains("location.remove");
    }

    @Test
    void aLocationWhoseFilesStartAProcessStaysAsLongAsTheyDo() {
        location("prod", "inbox", "inbox", "read");
        ok(admin().post(at("/processes/work/arrivals"), """
                {"location":"inbox","pattern":"*.csv","gather":"EACH","minutes":0}"""));

        assertThat(users("inbox", "")).isEqualTo("work WATCHED reads");
        Api.Answer refused = remove("inbox", "");
        assertThat(refused.code()).isEqualTo("location.in-use");
        assertThat(refused.json().path("detail").asString())
                .contains("end that files which arrive there start a process")
                .doesNotContain("publish");
        tenants.sql(tenant.id(), "UPDATE process SET archived_at = now(), archived_by = 'test'");
        ok(remove("inbox", ""));
    }

    @Test
    void anAccessThatAProcessNeedsIsNotTakenAway() {
        location("prod", "out", "out", "write");
        ok(admin().call("PUT", at("/processes/work/draft"), "application/json", PROCESS));
        ok(admin().post(at("/processes/work/publications"), "{}"));

        assertThat(users("out", "")).isEqualTo("work PUBLISHED writes");
        assertThat(access("out", "read").code()).isEqualTo("location.access-needed");
        assertThat(access("raw", "write").code()).isEqualTo("location.access-needed");
        ok(access("out", "read-write"));
        ok(access("raw", "read-write"));
        ok(access("out", "write"));
        ok(access("raw", "read"));
    }

    private Api.Answer access(String key, String access) {
        return admin().call(
                        "PUT",
                        at("/locations/" + key),
                        "application/json",
                        PLACE.formatted("data", "").replace("read-write", access));
    }

    @Test
    void whatOnlyLooksLikeTheKeyAndWhatIsOnAnotherStageNeedsNothing() {
        for (String word : List.of("x", "csv", "c1")) { // a path, a format and a component of the process
            location("prod", word, word, "read");
            ok(remove(word, ""));
        }
        add("dev", "Development");
        location("dev", "raw", "dev/raw", "read");

        assertThat(users("raw", "?stage=dev")).isEmpty();
        ok(remove("raw", "?stage=dev"));

        assertThat(ok(admin().get(at("/locations")))).hasSize(1);
    }

    private Api.Answer change(String key, String bucket, String prefix) {
        return admin().call("PUT", at("/locations/" + key), "application/json", PLACE.formatted(bucket, prefix));
    }

    private Api.Answer remove(String key, String query) {
        return admin().call("DELETE", at("/locations/" + key + query), "", "");
    }

    /** Each user as its key, its kind and what it does. */
    private String users(String key, String query) {
        return ok(admin().get(at("/locations/" + key + "/users" + query)))
                .valueStream()
                .map(user -> user.path("process").asString() + " "
                        + user.path("kind").asString()
                        + (user.path("reads").asBoolean() ? " reads" : "")
                        + (user.path("writes").asBoolean() ? " writes" : ""))
                .collect(Collectors.joining(", "));
    }
}
