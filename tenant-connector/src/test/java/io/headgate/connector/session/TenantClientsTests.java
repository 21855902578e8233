package io.headgate.connector.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.connector.FakeAws;
import io.headgate.connector.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.EmrException;
import software.amazon.awssdk.services.sts.model.StsException;

class TenantClientsTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private FakeAws aws;
    private TenantClients clients;

    @BeforeEach
    void start() {
        aws = new FakeAws();
        clients = aws.clients(clock);
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void aRoleIsAssumedWithTheTenantsExternalIdAndASessionNameThatTellsTheTenant() {
        clients.enter(FakeAws.role("acme"));

        FakeAws.Call call = aws.calls("AssumeRole").getFirst();
        assertThat(FakeAws.field(call, "ExternalId")).isEqualTo("external-acme");
        assertThat(FakeAws.field(call, "RoleSessionName")).isEqualTo("headgate-acme");
        assertThat(call.accessKey()).isEqualTo("control-plane");
    }

    @Test
    void twoTenantsThatNameTheSameRoleNeverShareASession() {
        describe(FakeAws.role("acme"));
        describe(FakeAws.role("borealis"));
        describe(FakeAws.role("acme"));

        assertThat(aws.calls("AssumeRole")).hasSize(2);
        assertThat(aws.calls("DescribeCluster"))
                .extracting(FakeAws.Call::accessKey)
                .containsExactly(
                        "session-of-external-acme", "session-of-external-borealis", "session-of-external-acme");
    }

    @Test
    void aTenantIsRefusedAtARoleWhileTheSessionOfItsOwnerIsWarm() {
        aws.on(
                "AssumeRole",
                call -> FakeAws.field(call, "ExternalId").equals("external-acme")
                        ? new FakeAws.Answer.Of(200, session())
                        : FakeAws.roleRefused());
        clients.enter(FakeAws.role("acme"));

        assertThatThrownBy(() -> clients.enter(FakeAws.role("borealis"))).isInstanceOf(StsException.class);
    }

    @Test
    void aSessionThatWasRevokedBeforeItsTimeIsMadeAnewForTheNextCall() {
        describe(FakeAws.role("acme"));
        aws.on(
                "DescribeCluster",
                400,
                "{\"__type\":\"ExpiredTokenException\",\"message\":\"The security token included in the request is expired\"}");
        assertThatThrownBy(() -> describe(FakeAws.role("acme"))).isInstanceOf(EmrException.class);
        assertThat(aws.calls("AssumeRole")).hasSize(1);

        clients.enter(FakeAws.role("acme"));

        assertThat(aws.calls("AssumeRole")).hasSize(2);
    }

    @Test
    void aSessionThatATenantRevokedByAPolicyIsMadeAnewButNotMoreThanOnceAMinute() {
        describe(FakeAws.role("acme"));
        aws.on("DescribeCluster", 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}");
        assertThatThrownBy(() -> describe(FakeAws.role("acme"))).isInstanceOf(EmrException.class);
        assertThatThrownBy(() -> describe(FakeAws.role("acme"))).isInstanceOf(EmrException.class);
        assertThat(aws.calls("AssumeRole")).hasSize(1);

        clock.advance(EndedSession.RENEWAL);
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(() -> describe(FakeAws.role("acme"))).isInstanceOf(EmrException.class);
        }

        assertThat(aws.calls("AssumeRole")).hasSize(2);
    }

    @Test
    void clientsOfAnEndedSessionServeWhoeverStillHoldsThemUntilTheyAreIdle() {
        EmrClient held = clients.emr(FakeAws.role("acme"));
        aws.on("DescribeCluster", 400, "{\"__type\":\"ExpiredTokenException\",\"message\":\"expired\"}");
        assertThatThrownBy(() -> describe(FakeAws.role("acme"))).isInstanceOf(EmrException.class);
        aws.on("DescribeCluster", 200, "{\"Cluster\":{\"Id\":\"j-1\"}}");

        assertThat(held.describeCluster(request -> request.clusterId("j-1"))
                        .cluster()
                        .id())
                .isEqualTo("j-1");
        assertThat(clients.emr(FakeAws.role("acme"))).isNotSameAs(held);
    }

    @Test
    void anotherRegionHasAClientOfItsOwn() {
        TenantRole here = FakeAws.role("acme");
        TenantRole there = new TenantRole(here.tenant(), here.roleArn(), "us-east-1", here.externalId());

        assertThat(clients.emr(here)).isSameAs(clients.emr(here)).isNotSameAs(clients.emr(there));
    }

    @Test
    void whatFellIdleIsClosedAndTheNextCallAssumesTheRoleAnew() {
        EmrClient used = clients.emr(FakeAws.role("acme"));
        EmrClient idle = clients.emr(FakeAws.role("borealis"));
        clock.advance(Duration.ofMinutes(10));
        clients.emr(FakeAws.role("acme"));
        clock.advance(Duration.ofMinutes(10));

        clients.evictIdle();

        assertThat(clients.emr(FakeAws.role("acme"))).isSameAs(used);
        assertThat(clients.emr(FakeAws.role("borealis"))).isNotSameAs(idle);
    }

    @Test
    void afterARoleWasForgottenItsTrustIsAskedForAgain() {
        clients.enter(FakeAws.role("acme"));
        clients.forget(FakeAws.role("acme"));
        aws.on("AssumeRole", call -> FakeAws.roleRefused());

        assertThatThrownBy(() -> clients.enter(FakeAws.role("acme"))).isInstanceOf(StsException.class);
    }

    @Test
    void onlyTheArnOfARoleIsARoleAndItsAccountIsReadFromIt() {
        assertThat(FakeAws.role("acme").accountNumber()).isEqualTo("222222222222");
        for (String wrong : new String[] {
            "arn:aws:iam::222222222222:user/headgate",
            "arn:aws:iam::2222:role/x",
            "arn:aws:iam::222222222222:role/a b",
            ""
        }) {
            assertThat(TenantRole.isRoleArn(wrong)).as(wrong).isFalse();
        }
    }

    private void describe(TenantRole role) {
        clients.emr(role).describeCluster(request -> request.clusterId("j-1"));
    }

    private static String session() {
        return "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                + "<AccessKeyId>k</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    }
}
