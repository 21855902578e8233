package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.FakeCloud;
import io.headgate.api.FakeCloud.Answer;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that grows is followed by what is new of it. */
class StepLogTests extends RunTestBase {

    private TestTenant tenant;
    private Api api;
    private String path;

    @BeforeEach
    void aStepUnderWay() {
        tenant = tenants.create(Node.after());
        api = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String run = running(tenant);
        ask(tenant, run, 1);
        submitted(tenant, run, 1, "s-1");
        path = "/api/v1/tenants/" + tenant.view().key() + "/runs/" + run + "/components/c1/log?stream=stderr";
        FakeCloud.get()
                .emr(
                        "DescribeCluster",
                        tenant.cluster(),
                        call -> Answer.ok("{\"Cluster\":{\"Id\":\"%s\",\"LogUri\":\"s3://workspace/logs/\"}}"
                                .formatted(tenant.cluster())));
    }

    @Test
    void whereNothingWasSubmittedItIsSaidThatNoLogWillComeAndWhereTheOneIsThatCounts() {
        tenants.sql(tenant.id(), "DELETE FROM attempt");
        tenants.sql(tenant.id(), "UPDATE task_run SET state = 'SKIPPED'");
        assertThat(api.get(path).code()).isEqualTo("log.none");

        tenants.sql(tenant.id(), "UPDATE task_run SET state = 'SUCCEEDED', reused_from = run_id");
        assertThat(api.get(path).code()).isEqualTo("log.none");
        assertThat(api.get(path).body()).contains("taken over from run r");
    }

    @Test
    void whoFollowsALogIsSentWhatIsNewOfItAndNothingWhileNothingIs() {
        assertThat(api.get(path).code()).isEqualTo("log.not-yet");

        delivered("first\nsecond, not yet whole");
        Api.Answer first = api.get(path);
        assertThat(first.body()).isEqualTo("first\nsecond, not yet whole");
        assertThat(header(first, "X-Log-From")).isEqualTo("0");
        assertThat(header(first, "X-Log-Next")).isEqualTo("6");

        Api.Answer same = after(first);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();

        delivered("first\nsecond, now whole\nthird\n");
        Api.Answer more = after(first);
        assertThat(more.status()).isEqualTo(200);
        assertThat(more.body()).isEqualTo("second, now whole\nthird\n");
        assertThat(header(more, "X-Log-From")).isEqualTo("6");
        assertThat(after(more).status()).isEqualTo(304);
    }

    @Test
    void aPlaceBeforeTheLogIsRefusedAndATagThatIsNoneIsPassedOver() {
        delivered("first\n");
        assertThat(api.get(path + "&from=-1").status()).isEqualTo(400);
        assertThat(api.call("GET", path, "", "", "If-None-Match", "*, \"a\", b").body())
                .isEqualTo("first\n");
    }

    private Api.Answer after(Api.Answer earlier) {
        return api.call(
                "GET",
                path + "&from=" + header(earlier, "X-Log-Next"),
                "",
                "",
                "If-None-Match",
                header(earlier, "ETag"));
    }

    private static String header(Api.Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }

    private void delivered(String log) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(log.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        FakeCloud.get().put("workspace/logs/" + tenant.cluster() + "/steps/s-1/stderr.gz", packed.toByteArray());
    }
}
