package io.headgate.api.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.ApiTest;
import io.headgate.api.platform.HeadgateProperties;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whether a browser sends the cookie of its session over TLS only. */
@ApiTest
class SessionCookieTests {

    @Autowired
    Users users;

    @Autowired
    FailedSignIns failed;

    @Test
    void itIsForTlsOnlyWherePeopleComeOverTlsWhoeverEndsIt() {
        assertThat(cookie("https://headgate.example", false)).contains("; Secure");
        assertThat(cookie("http://127.0.0.1:8400", true)).contains("; Secure");
        assertThat(cookie("http://127.0.0.1:8400", false)).doesNotContain("Secure");
    }

    private String cookie(String publicUrl, boolean overTls) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSecure(overTls);
        HeadgateProperties properties = new HeadgateProperties(URI.create(publicUrl), Set.of());
        return new SessionController(users, failed, properties)
                .signOut(request)
                .getHeaders()
                .getFirst(HttpHeaders.SET_COOKIE);
    }
}
