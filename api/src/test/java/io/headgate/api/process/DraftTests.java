package io.headgate.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two people and one draft: nobody publishes what they have not seen, and each hears of the other. */
@ApiTest
class DraftTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    TestTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
    }

    @Test
    void aDraftThatItsPublisherHasNotSeenIsNotPublished() {
        String seen = draft().json().path("etag").asString();
        save(TestTenants.json(Node.after(), Node.after()));

        for (String action : List.of("publications", "versions")) {
            Api.Answer refused = post(action, seen);
            assertThat(refused.status()).as(refused.body()).isEqualTo(412);
            assertThat(refused.code()).isEqualTo("draft.changed");
        }
        assertThat(tenants.query(tenant.id(), Integer.class, "SELECT count(*) FROM process_version"))
                .containsExactly(1);

        Api.Answer made = post("publications", draft().json().path("etag").asString());
        assertThat(made.status()).as(made.body()).isEqualTo(202);
    }

    @Test
    void withoutAnETagTheDraftIsPublishedAsItStands() {
        save(TestTenants.json(Node.after(), Node.after()));

        assertThat(api().post(path("publications"), "{}").status()).isEqualTo(202);
        assertThat(api().call("POST", path("publications"), "application/json", "{}", "If-Match", "*")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aSavedDraftIsToldWithWhoSavedItAndNothingOfWhatIsInIt() {
        save(TestTenants.json(Node.after(), Node.after()));
        String etag = save(TestTenants.json(Node.after(), Node.after()))
                .json()
                .path("etag")
                .asString();

        assertThat(tenants.query(tenant.id(), String.class, "SELECT payload FROM event WHERE type = 'draft.saved'"))
                .as("one event, though the same was saved twice")
                .singleElement()
                .satisfies(payload -> {
                    var told = Api.JSON.readTree(payload);
                    assertThat(told.propertyNames()).containsExactlyInAnyOrder("process", "etag", "by");
                    assertThat(told.path("process").asString()).isEqualTo("work");
                    assertThat(told.path("etag").asString()).isEqualTo(etag);
                    assertThat(told.path("by").asString()).isEqualTo("admin");
                });
    }

    private Api.Answer draft() {
        return api().get(path("draft"));
    }

    private Api.Answer save(String definition) {
        Api.Answer answer = api().call("PUT", path("draft"), "application/json", definition);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private Api.Answer post(String action, String etag) {
        return api().call("POST", path(action), "application/json", "{}", "If-Match", "\"" + etag + "\"");
    }

    private String path(String below) {
        return "/api/v1/tenants/" + tenant.view().key() + "/processes/work/" + below;
    }

    private Api api() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
