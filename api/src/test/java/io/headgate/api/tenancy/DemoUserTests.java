package io.headgate.api.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.ProblemException;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Users of the demo, whose passwords lie in a file, are nobody outside a local installation. */
@ApiTest
class DemoUserTests {

    private static final String PASSWORD = "a long enough password";

    @Autowired
    AppUserRepository users;

    @Autowired
    AccessTokenRepository tokens;

    @Autowired
    MemberRepository members;

    @Autowired
    TenantRepository registry;

    @Autowired
    PasswordEncoder encoder;

    @Autowired
    Users local;

    @Autowired
    TestTenants tenants;

    Users elsewhere;
    TestTenant tenant;

    @BeforeEach
    void anInstallationThatIsNotLocal() {
        elsewhere = new Users(users, tokens, members, registry, encoder, Clock.systemUTC(), new MockEnvironment());
        tenant = tenants.create(Node.after());
    }

    @Test
    void aDemoUserCannotBeAdded() {
        assertThatThrownBy(() -> add(elsewhere, "demo", true))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo("member.demo-refused"));
    }

    @Test
    void aDemoUserThatIsThereCanNeitherSignInNorUseItsToken() {
        String name = add(local, "demo", true);
        String secret = local.signIn(name, PASSWORD).orElseThrow();

        assertThat(local.caller(secret, AccessToken.Kind.SESSION)).isPresent();
        assertThat(elsewhere.caller(secret, AccessToken.Kind.SESSION)).isEmpty();
        assertThat(elsewhere.signIn(name, PASSWORD)).isEmpty();
    }

    @Test
    void aUserThatIsNoDemoIsLetInEverywhere() {
        String name = add(local, "real", false);
        String secret = local.signIn(name, PASSWORD).orElseThrow();

        assertThat(elsewhere.caller(secret, AccessToken.Kind.SESSION)).isPresent();
    }

    private String add(Users to, String name, boolean demo) {
        String unique = tenant.view().key() + "." + name;
        return tenants.in(
                tenant.id(),
                () -> to.addMember(tenant.id(), unique, "D", Role.VIEWER, PASSWORD, demo)
                        .username());
    }
}
