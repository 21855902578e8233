package io.headgate.api.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.Members;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** How long the tokens of programs live. */
@ApiTest
class TokenTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Test
    void aTokenIsGoodForAsLongAsWasAskedAndAYearAtMost() {
        String tokens = "/api/v1/me/tokens";
        Api viewer = Members.add(port, tenants.create(Node.after()), "viewer", "viewer");
        assertThat(viewer.post(tokens, "{\"name\":\"short\",\"days\":7}").status())
                .isEqualTo(200);

        JsonNode made = viewer.get(tokens).json().path(0);
        assertThat(Duration.between(
                        Instant.parse(made.path("createdAt").asString()),
                        Instant.parse(made.path("expiresAt").asString())))
                .isEqualTo(Duration.ofDays(7));
        for (int days : new int[] {0, -1, 366}) {
            Api.Answer refused = viewer.post(tokens, "{\"name\":\"odd\",\"days\":%d}".formatted(days));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/problems/0/pointer").asString()).isEqualTo("/days");
        }
    }
}
