package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tenants and accounts as a platform admin registers them, while AWS answers and while it does not. */
@ApiTest
class OnboardingTests {

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @AfterEach
    void secretsAreBack() {
        FakeCloud.get().secretsAway(false);
    }

    @Test
    void aTenantWhoseConnectionCouldNotBeWrittenCanBeRegisteredAgain() {
        TestTenant known = tenants.create(Node.after());
        String body = "{\"key\":\"second-try\",\"name\":\"Second try\",\"environment\":\"%s\"}"
                .formatted(known.environment());
        FakeCloud.get().secretsAway(true);
        Api.Answer first = admin().post("/api/v1/tenants", body);
        FakeCloud.get().secretsAway(false);
        Api.Answer second = admin().post("/api/v1/tenants", body);

        assertThat(first.status()).as(first.body()).isEqualTo(502);
        assertThat(first.code()).isEqualTo("aws.away");
        assertThat(second.status()).as(second.body()).isEqualTo(201);
    }

    @Test
    void theCallbackTokenIsInTheSecretOnly() {
        TestTenant known = tenants.create(Node.after());
        Api.Answer answer = admin().post(
                        "/api/v1/tenants",
                        "{\"key\":\"new-one\",\"name\":\"New\",\"environment\":\"%s\"}".formatted(known.environment()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).doesNotContain("hgc_");
        assertThat(FakeCloud.get().calls("CreateSecret").getLast().body()).contains("hgc_", "airflow/connections/");
    }

    @Test
    void anAccountThatIsRegisteredAgainTakesItsNewRoleAndCluster() {
        TestTenant tenant = tenants.create(Node.after());
        String number = tenants.query(tenant.id(), String.class, "SELECT account_number FROM aws_account")
                .getFirst();
        for (String cluster : new String[] {"j-AGAIN" + number}) {
            FakeCloud.get()
                    .emr(
                            "DescribeCluster",
                            cluster,
                            call -> FakeCloud.Answer.ok("{\"Cluster\":{\"Status\":{\"State\":\"WAITING\"}}}"));
        }
        Api.Answer answer = register(tenant, number, "headgate-new", "j-AGAIN" + number, "s3://workspace/headgate");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("account").path("roleArn").asString()).endsWith("role/headgate-new");
        assertThat(answer.json().path("account").path("clusterId").asString()).isEqualTo("j-AGAIN" + number);
    }

    @Test
    void theWorkspaceOfAnAccountIsNotSwappedUnderRunsThatAreUnderWay() {
        TestTenant tenant = tenants.create(Node.after());
        String number = tenants.query(tenant.id(), String.class, "SELECT account_number FROM aws_account")
                .getFirst();
        FakeCloud.get()
                .emr(
                        "DescribeCluster",
                        tenant.cluster(),
                        call -> FakeCloud.Answer.ok("{\"Cluster\":{\"Status\":{\"State\":\"WAITING\"}}}"));
        Api.Answer answer = register(tenant, number, "headgate", tenant.cluster(), "s3://another/place");

        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(tenants.query(tenant.id(), String.class, "SELECT jobs_uri FROM aws_account"))
                .containsExactly("s3://workspace/headgate/jobs/1");
    }

    @Test
    void eachReasonWhyAnAccountCannotBeUsedHasACodeOfItsOwn() {
        TestTenant tenant = tenants.create(Node.after());
        assertThat(register(tenant, "600000000001", "refused", "j-1", "s3://workspace/x")
                        .code())
                .isEqualTo("account.role-refused");
        assertThat(register(tenant, "600000000001", "headgate", "j-NONE", "s3://workspace/x")
                        .code())
                .isEqualTo("account.cluster-unknown");
        assertThat(register(tenant, "111111111111", "headgate", "j-1", "s3://workspace/x")
                        .status())
                .isEqualTo(422);
        assertThat(tenants.query(tenant.id(), Integer.class, "SELECT count(*) FROM aws_account_claim"))
                .as("claims after refusals")
                .containsExactly(0);
    }

    private Api.Answer register(TestTenant tenant, String number, String role, String cluster, String workspace) {
        return admin().post(
                        "/api/v1/tenants/" + tenant.view().key() + "/accounts",
                        "{\"accountId\":\"%s\",\"region\":\"eu-central-1\",\"roleArn\":\"arn:aws:iam::%s:role/%s\",\"clusterId\":\"%s\",\"workspace\":\"%s\"}"
                                .formatted(number, number, role, cluster, workspace));
    }

    private Api admin() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }
}
