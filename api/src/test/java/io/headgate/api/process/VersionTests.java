package io.headgate.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Versions as their users see them: listed, compared, restored, rolled back. */
@ApiTest
class VersionTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    private TestTenant tenant;
    private String process;

    @BeforeEach
    void aProcessThatIsLive() {
        tenant = tenants.create(Node.after());
        process = "/api/v1/tenants/" + tenant.view().key() + "/processes/work";
    }

    @Test
    void publishingAnUnchangedDraftMakesNoNewVersionAndAChangedOneKeepsAuthorNoteAndHash() {
        JsonNode again = ok(admin().post(process + "/versions", "{\"note\":\"again\"}"));
        saveDraft(Node.after(), Node.after(1));
        JsonNode second = ok(admin().post(process + "/versions", "{\"note\":\"with a rule\"}"));

        assertThat(again.path("number").asInt()).isEqualTo(1);
        assertThat(again.path("note").asString()).isEmpty();
        assertThat(second.path("number").asInt()).isEqualTo(2);
        JsonNode page = ok(admin().get(process + "/versions?size=1"));
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("items")).hasSize(1);
        JsonNode newest = page.path("items").get(0);
        assertThat(newest.path("author").asString()).isEqualTo("admin");
        assertThat(newest.path("note").asString()).isEqualTo("with a rule");
        assertThat(newest.path("sha256").asString()).hasSize(64);
        assertThat(newest.path("live").asBoolean()).isFalse();
        assertThat(newest.path("publications").asInt()).isZero();
    }

    @Test
    void theListSaysWhichVersionIsLiveAndHowManyRunsWentOnIt() {
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, publication_id, min_publication, state, origin, requested_by,
                                 business_date, parameters, requested_at, ended_at)
                SELECT ?, 'r' || n, ?, ?, 1, 'SUCCEEDED', 'MANUAL', 'test', current_date, '{}', now(), now()
                FROM generate_series(1, 3) n""", tenant.id(), tenant.process().id(), tenant.publicationId());
        saveDraft(Node.after(), Node.after(1));
        ok(admin().post(process + "/versions", "{}"));

        JsonNode versions = ok(admin().get(process + "/versions")).path("items");

        assertThat(versions.get(1).path("live").asBoolean()).isTrue();
        assertThat(versions.get(1).path("publication").asInt()).isEqualTo(1);
        assertThat(versions.get(1).path("runs").asInt()).isEqualTo(3);
        assertThat(versions.get(0).path("live").asBoolean()).isFalse();
        assertThat(versions.get(0).path("runs").asInt()).isZero();
        String runs = "/api/v1/tenants/" + tenant.view().key() + "/runs?process=work&version=";
        assertThat(ok(admin().get(runs + 1)).path("total").asInt()).isEqualTo(3);
        assertThat(ok(admin().get(runs + 2)).path("total").asInt()).isZero();
    }

    @Test
    void twoVersionsAndAVersionAndTheDraftAreCompared() {
        saveDraft(Node.after(), Node.after(1));
        ok(admin().post(process + "/versions", "{}"));
        rename("Other work");

        JsonNode versions = ok(admin().get(process + "/diff?from=1&to=2"));
        JsonNode draft = ok(admin().get(process + "/diff?from=2"));

        assertThat(versions.path("same").asBoolean()).isFalse();
        assertThat(versions.path("components")).hasSize(1);
        assertThat(versions.path("components").get(0).path("kind").asString()).isEqualTo("ADDED");
        assertThat(versions.path("components").get(0).path("key").asString()).isEqualTo("c2");
        assertThat(versions.path("edges").get(0).path("to").asString()).isEqualTo("c2");
        assertThat(draft.path("to").asString()).isEqualTo("draft");
        assertThat(draft.path("values").get(0).path("path").asString()).isEqualTo("/name");
        assertThat(draft.path("values").get(0).path("before").asString()).isEqualTo("Work");
        assertThat(draft.path("values").get(0).path("after").asString()).isEqualTo("Other work");
        assertThat(ok(admin().get(process + "/diff?from=2&to=2")).path("same").asBoolean())
                .isTrue();
    }

    @Test
    void aRestoreMakesANewVersionAndTheDraftBeforeCanBeHadBack() {
        saveDraft(Node.after(), Node.after(1));
        ok(admin().post(process + "/versions", "{}"));
        rename("Not published yet");
        String etag = etag();

        JsonNode restored = ok(restore(1, etag));

        assertThat(restored.path("version").path("number").asInt()).isEqualTo(3);
        assertThat(restored.path("version").path("note").asString()).isEqualTo("Restored from version 1");
        assertThat(restored.path("version").path("sha256").asString())
                .isEqualTo(sha(1))
                .isNotEqualTo(sha(2));
        assertThat(draft().path("name").asString()).isEqualTo("Work");
        assertThat(draft().path("components")).hasSize(1);

        String kept = restored.path("kept").path("id").asString();
        ok(admin().post(process + "/kept-drafts/" + kept + "/restore", body(etag())));
        assertThat(draft().path("name").asString()).isEqualTo("Not published yet");
        assertThat(etag()).isEqualTo(etag);
        assertThat(ok(admin().get(process + "/kept-drafts"))).hasSize(2);
        assertThat(audit()).contains("process.restore", "process.recover-draft");
    }

    @Test
    void aRestoreIsRefusedWhenTheDraftHasChangedSinceItWasSeen() {
        String seen = etag();
        rename("Changed by somebody else");

        Api.Answer answer = restore(1, seen);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("draft.changed");
        assertThat(draft().path("name").asString()).isEqualTo("Changed by somebody else");
    }

    @Test
    void aVersionThatCannotBePublishedAnyMoreBecomesTheDraftOnlyAndIsNotRolledBackTo() {
        rename("Newer");
        ok(admin().post(process + "/versions", "{}"));
        tenants.sql(tenant.id(), "DELETE FROM location");

        JsonNode restored = ok(restore(1, etag()));
        Api.Answer rollBack = admin().post(process + "/publications", "{\"version\":1}");

        assertThat(restored.path("version").isNull()).isTrue();
        assertThat(restored.path("draft").path("problems")).isNotEmpty();
        assertThat(rollBack.status()).isEqualTo(422);
        assertThat(rollBack.code()).isEqualTo("process.invalid");
    }

    @Test
    void rollingBackPublishesTheEarlierVersionUnchanged() {
        saveDraft(Node.after(), Node.after(1));
        ok(admin().post(process + "/publications", "{}"));

        JsonNode back = ok(admin().post(process + "/publications", "{\"version\":1}"));

        assertThat(back.path("number").asInt()).isEqualTo(3);
        assertThat(back.path("version").asInt()).isEqualTo(1);
        assertThat(tenants.query(tenant.id(), UUID.class, "SELECT version_id FROM publication WHERE number IN (1, 3)"))
                .hasSize(2)
                .containsOnly(tenants.query(tenant.id(), UUID.class, "SELECT id FROM process_version WHERE number = 1")
                        .getFirst());
        assertThat(ok(admin().get(process + "/versions")).path("total").asInt()).isEqualTo(2);
    }

    @Test
    void onlyTheLatestReplacedDraftsAreKept() {
        saveDraft(Node.after(), Node.after(1));
        ok(admin().post(process + "/versions", "{}"));
        for (int i = 0; i < 12; i++) {
            ok(restore(1, etag()));
            ok(restore(2, etag()));
        }

        assertThat(ok(admin().get(process + "/kept-drafts"))).hasSize(20);
    }

    @Test
    void whatIsKeptForAnotherProcessOrAnotherTenantIsUnknown() {
        TestTenant other = tenants.create(Node.after());
        saveDraft(Node.after(), Node.after(1));
        String kept = ok(restore(1, etag())).path("kept").path("id").asString();
        String theirs = "/api/v1/tenants/" + other.view().key() + "/processes/work";
        String theirEtag = ok(admin().get(theirs + "/draft")).path("etag").asString();

        Api.Answer foreign = admin().post(theirs + "/kept-drafts/" + kept + "/restore", body(theirEtag));
        Api.Answer unknown = admin().post(theirs + "/kept-drafts/" + UUID.randomUUID() + "/restore", body(theirEtag));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo(unknown.code()).isEqualTo("draft.not-kept");
        assertThat(tenants.query(other.id(), Integer.class, "SELECT count(*) FROM kept_draft"))
                .containsExactly(0);
    }

    @Test
    void whatIsNoVersionIsNotCompared() {
        for (String query : List.of("from=7", "from=1&to=-1", "from=1e3", "from=%00", "from=" + "9".repeat(20))) {
            assertThat(admin().get(process + "/diff?" + query).status())
                    .as(query)
                    .isEqualTo(404);
        }
        assertThat(admin().get(process + "/diff").status()).isEqualTo(400);
        assertThat(admin().get(process + "/diff?from=" + "9".repeat(21)).status())
                .isBetween(400, 422);
        assertThat(admin().post(process + "/versions/1/restore", "{}").status()).isEqualTo(422);
    }

    private void rename(String name) {
        ok(admin().call("PATCH", process, "application/json", "{\"name\":\"" + name + "\"}"));
    }

    private void saveDraft(Node... nodes) {
        ok(admin().call("PUT", process + "/draft", "application/json", TestTenants.json(nodes)));
    }

    private Api.Answer restore(int version, String etag) {
        return admin().post(process + "/versions/" + version + "/restore", body(etag));
    }

    private static String body(String etag) {
        return Api.JSON.writeValueAsString(((ObjectNode) Api.JSON.readTree("{}")).put("draftEtag", etag));
    }

    private String etag() {
        return ok(admin().get(process + "/draft")).path("etag").asString();
    }

    private JsonNode draft() {
        return ok(admin().get(process + "/draft")).path("definition");
    }

    private String sha(int version) {
        return ok(admin().get(process + "/versions/" + version))
                .path("version")
                .path("sha256")
                .asString();
    }

    private List<String> audit() {
        return tenants.query(tenant.id(), String.class, "SELECT action FROM audit_entry");
    }

    private static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        return answer.json();
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
