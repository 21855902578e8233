package io.headgate.api.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.FakeCloud;
import io.headgate.api.FakeCloud.Answer;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.run.ClusterWork;
import io.headgate.api.tenancy.Scope;
import io.headgate.connector.budget.CallBudgets;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trials, with EMR's and S3's answers at the other end of a real socket. */
@ApiTest
abstract class TrialTestBase {

    static final String ADD = "AddJobFlowSteps";
    static final String LIST = "ListSteps";
    static final String CANCEL = "CancelSteps";
    static final String CELL = "a-cell-of-the-tenants-data";

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    ClusterWork cluster;

    @Autowired
    TrialScratch scratch;

    @Autowired
    CallBudgets budgets;

    TestTenant tenant;
    Api admin;

    @BeforeEach
    void aTenantWithAProcessOfTwoComponents() {
        tenant = tenants.create(Node.after(), Node.after(1));
        admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        emr(ADD, call -> Answer.ok("{\"StepIds\":[\"s-1\"]}"));
        emr(LIST, call -> steps());
        emr(CANCEL, call -> Answer.ok("{\"CancelStepsInfoList\":[]}"));
    }

    String trials() {
        return "/api/v1/tenants/" + tenant.view().key() + "/processes/work/trials";
    }

    static String order(String component, String scope) {
        return "{\"component\":\"%s\",\"scope\":\"%s\",\"rows\":5}".formatted(component, scope);
    }

    String requested() {
        Api.Answer answer = admin.post(trials(), order("c2", "UP_TO"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    String running() {
        String id = requested();
        turn();
        emr(LIST, call -> steps("s-1", "RUNNING"));
        turn();
        assertThat(state(id)).isEqualTo("RUNNING");
        return id;
    }

    /** A trial whose step has ended and left a sample. */
    String ended(String status, String step) {
        String id = requested();
        turn();
        String error = status.equals("SUCCEEDED")
                ? "null"
                : "{\"code\":\"sql.failed\",\"sentence\":\"Cannot cast %s.\",\"remedy\":\"Mend it.\",\"owner\":\"author\"}"
                        .formatted(CELL);
        FakeCloud.get().put(folder(id) + "sample.json", """
                        {"attemptKey":"%s","status":"%s","error":%s,"components":[{"component":"c1","status":"SUCCEEDED",\
                        "columns":[{"name":"a","type":"string","textBecause":["NA","-"]},{"name":"b","type":"int"}],"sample":[["%s",null]],"cut":[]}]}\
                        """.formatted(id, status, error, CELL)
                .getBytes(StandardCharsets.UTF_8));
        emr(LIST, call -> call.body().contains("StepIds") ? steps("s-1", step) : steps());
        turn();
        assertThat(state(id)).isEqualTo(status);
        return id;
    }

    void aRunHasLeft(String run, String output) {
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at)
                VALUES (?, ?, ?, 1, 'SUCCEEDED', 'MANUAL', 'test', current_date, '{}', now())""", tenant.id(), run, tenant.process().id());
        tenants.sql(tenant.id(), """
                INSERT INTO task_run (tenant_id, id, run_id, n, component_key, state, settings, result)
                VALUES (?, gen_random_uuid(), ?, 1, 'c1', 'SUCCEEDED', '{}', ?)""", tenant.id(), run, "{\"output\":{\"uri\":\"" + output + "\"}}");
    }

    String state(String id) {
        return admin.get(trials() + "/" + id).json().path("state").asString();
    }

    /** What the step was told; the SDK sends it in a chunk, between its length and its checksum. */
    static JsonNode settings(String id) {
        String sent = new String(FakeCloud.get().object(folder(id) + "settings.json"), StandardCharsets.UTF_8);
        return Api.JSON.readTree(sent.substring(sent.indexOf('{'), sent.lastIndexOf('}') + 1));
    }

    static String folder(String id) {
        return "workspace/headgate/trials/" + id + "/";
    }

    String account() {
        return tenants.query(tenant.id(), String.class, "SELECT account_number FROM aws_account")
                .getFirst();
    }

    void turn() {
        act(() -> cluster.handle(tenant.id(), tenant.accountId().toString()));
    }

    void act(Runnable action) {
        Scope.ofTenant(tenant.id(), () -> {
            action.run();
            return null;
        });
    }

    void emr(String action, Function<FakeCloud.Call, Answer> answer) {
        FakeCloud.get().emr(action, tenant.cluster(), answer);
    }

    long calls(String action) {
        return FakeCloud.get().calls(action).stream()
                .filter(call -> call.body().contains("\"" + tenant.cluster() + "\""))
                .count();
    }

    static Answer steps(String... idsAndStates) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < idsAndStates.length; i += 2) {
            steps.append(steps.isEmpty() ? "" : ",")
                    .append("{\"Id\":\"%s\",\"Name\":\"x\",\"Status\":{\"State\":\"%s\",\"Timeline\":{}}}"
                            .formatted(idsAndStates[i], idsAndStates[i + 1]));
        }
        return Answer.ok("{\"Steps\":[" + steps + "]}");
    }
}
