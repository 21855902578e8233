package io.headgate.api.alert;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.Ids;
import io.headgate.api.tenancy.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runs that a test ends as it likes, by their rows. */
@ApiTest
abstract class AlertTestBase {

    static final LocalDate DATE = LocalDate.parse("2026-03-02");

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    EndedRuns ended;

    @Autowired
    IncidentQueries queries;

    @Autowired
    IncidentActions actions;

    @Autowired
    Outbox outbox;

    @Autowired
    Channels channels;

    @Autowired
    Rules rules;

    TestTenant tenant;
    Api api;

    /** The owner's address, which the test alone has. */
    String owner;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
        api = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        owner = Ids.random("owner-", 12) + "@example.com";
        act(() -> channels.setAddress(tenant.id(), "test", owner));
    }

    String path(String rest) {
        return "/api/v1/tenants/" + tenant.view().key() + rest;
    }

    /** Copies of the tenant's process. */
    List<UUID> moreProcesses(int count) {
        tenants.copyProcess(tenant.id(), "work", count);
        return tenants.query(tenant.id(), UUID.class, "SELECT id FROM process ORDER BY key");
    }

    String failed(UUID process, String code) {
        return run(process, "FAILED", code, 0);
    }

    String succeeded(UUID process) {
        return run(process, "SUCCEEDED", null, 0);
    }

    /** A run that has ended, with a component whose error has the code and says what no alert may. */
    String run(UUID process, String state, String code, int minutesAgo) {
        String id = Ids.random("r", 15);
        UUID task = UUID.randomUUID();
        String ago = minutesAgo + " minutes";
        tenants.sql(tenant.id(), """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at, admitted_at, ended_at)
                VALUES (?, ?, ?, 1, ?, 'MANUAL', 't', ?, '{}', now() - cast(? AS interval), now() - cast(? AS interval),
                        CASE WHEN ? THEN now() - cast(? AS interval) END)""", tenant.id(), id, process, state, DATE, ago, ago, !state.equals("RUNNING"), ago);
        if (code != null) {
            tenants.sql(
                    tenant.id(),
                    """
                    INSERT INTO task_run (tenant_id, id, run_id, n, component_key, state, settings, error)
                    VALUES (?, ?, ?, 1, 'c1', ?, '{}', ?)""",
                    tenant.id(),
                    task,
                    id,
                    state.equals("RUNNING") ? "QUEUED" : "FAILED",
                    state.equals("RUNNING") ? null : ERROR.formatted(code));
            tenants.sql(
                    tenant.id(),
                    """
                    INSERT INTO attempt (tenant_id, id, task_run_id, run_id, account_id, cluster_id, attempt_key, number, state,
                                         not_before, queued_at, ended_at, trouble)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 1, 'FAILED', now(), now(), now(), ?)""",
                    tenant.id(),
                    UUID.randomUUID(),
                    task,
                    id,
                    tenant.accountId(),
                    tenant.cluster(),
                    id + "-1-1",
                    state.equals("RUNNING") ? ERROR.formatted(code) : null);
        }
        return id;
    }

    static final String ERROR =
            "{\"code\":\"%s\",\"sentence\":\"The value SECRET-OF-A-ROW is odd.\",\"remedy\":\"SECRET-OF-A-ROW\",\"owner\":\"author\"}";

    /** What the queue does when a run has ended. */
    void tell(String run) {
        act(() -> ended.handle(tenant.id(), run));
    }

    List<IncidentView> incidents() {
        return as(() -> queries.list(null, null, 0, 200).items());
    }

    IncidentView only() {
        List<IncidentView> all = incidents();
        if (all.size() != 1) {
            throw new AssertionError(all.toString());
        }
        return as(() -> queries.get(all.getFirst().id()));
    }

    List<DeliveryView> deliveries() {
        return as(() -> outbox.list(null, null));
    }

    void settled() {
        Await.until(
                "nothing is on its way",
                () -> deliveries().stream().noneMatch(one -> one.state() == DeliveryView.State.WAITING));
    }

    <T> T as(Supplier<T> action) {
        return Scope.ofTenant(tenant.id(), action);
    }

    void act(Runnable action) {
        as(() -> {
            action.run();
            return null;
        });
    }
}
