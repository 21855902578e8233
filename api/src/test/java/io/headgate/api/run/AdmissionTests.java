package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Ids;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.tenancy.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who starts when not everybody can: limits, priorities, and fairness among the tenants of an environment. */
class AdmissionTests extends RunTestBase {

    @Autowired
    Tenants registry;

    @Autowired
    Environments environments;

    @Autowired
    Places places;

    @Test
    void aTenantHasNoMoreRunsUnderWayThanItMay() {
        TestTenant tenant = tenants.create(Node.after());
        limit(tenant, 2);

        List<String> ids = List.of(starting(tenant), starting(tenant), starting(tenant));

        assertThat(states(tenant, ids)).containsExactly(RunState.STARTING, RunState.STARTING, RunState.WAITING);
        assertThat(run(tenant, ids.get(2)).reason().code()).isEqualTo("waiting.tenant-limit");
        assertThat(run(tenant, ids.get(2)).reason().sentence()).contains("2 runs");
    }

    @Test
    void theEndOfARunGivesItsPlaceToTheNextAndWakesIt() {
        TestTenant tenant = tenants.create(Node.after());
        limit(tenant, 1);
        String first = starting(tenant);
        String second = starting(tenant);
        long before = generation(tenant);

        act(tenant, () -> runs.stop(tenant.id(), first, "test"));

        assertThat(run(tenant, first).state()).isEqualTo(RunState.STOPPED);
        assertThat(generation(tenant))
                .isGreaterThan(before + 1); // once by the end of the process's own run, once by its place
        admit(tenant);
        assertThat(run(tenant, second).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void theRunsOfAProcessOfHigherPriorityComeFirst() {
        TestTenant tenant = tenants.create(Node.after());
        limit(tenant, 1);
        String first = starting(tenant);
        String normal = requested(tenant, RunOrigin.MANUAL);
        admit(tenant);
        UUID urgent = anotherProcess(tenant, "HIGH");
        String high = requestedOf(tenant, urgent);
        handle(tenant, urgent);

        act(tenant, () -> runs.stop(tenant.id(), first, "test"));
        admit(tenant);
        handle(tenant, urgent);

        assertThat(run(tenant, high).state()).isEqualTo(RunState.STARTING);
        assertThat(run(tenant, normal).reason().code()).isEqualTo("waiting.tenant-limit");
    }

    @Test
    void aBackfillComesAfterTheOthersOfItsPriority() {
        TestTenant tenant = tenants.create(Node.after());
        limit(tenant, 1);
        String first = starting(tenant);
        UUID other = anotherProcess(tenant, "NORMAL");
        String backfill = requested(tenant, RunOrigin.BACKFILL);
        admit(tenant);
        String manual = requestedOf(tenant, other);
        handle(tenant, other);

        act(tenant, () -> runs.stop(tenant.id(), first, "test"));
        handle(tenant, other);
        admit(tenant);

        assertThat(run(tenant, manual).state()).isEqualTo(RunState.STARTING);
        assertThat(run(tenant, backfill).state()).isEqualTo(RunState.WAITING);
    }

    @Test
    void aFreePlaceOfTheEnvironmentGoesToTheTenantThatHasTheFewest() {
        TestTenant many = tenants.create(Node.after());
        TestTenant few = tenants.create(Node.after());
        share(many, few, 3);
        List<String> ofMany = Stream.generate(() -> starting(many)).limit(5).toList();
        String ofFew = starting(few);
        assertThat(states(many, ofMany)).filteredOn(RunState.STARTING::equals).hasSize(3);
        assertThat(run(few, ofFew).reason()).isEqualTo(Waiting.PLACE);

        act(many, () -> runs.stop(many.id(), ofMany.getFirst(), "test"));
        admit(many);
        admit(few);

        assertThat(run(few, ofFew).state()).isEqualTo(RunState.STARTING);
        assertThat(states(many, ofMany)).filteredOn(RunState.STARTING::equals).hasSize(2);
        assertThat(run(many, ofMany.get(3)).reason()).isEqualTo(Waiting.PLACE);
    }

    @Test
    void whoIsAtItsOwnLimitHoldsUpNobodyElse() {
        TestTenant limited = tenants.create(Node.after());
        TestTenant other = tenants.create(Node.after());
        share(limited, other, 10);
        limit(limited, 1);
        starting(limited);
        starting(limited);

        assertThat(run(other, starting(other)).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aRunThatMayNotStartAnyMoreGivesItsPlaceBack() {
        TestTenant tenant = tenants.create(Node.after());
        limit(tenant, 1);
        String first = starting(tenant);
        String paused = requested(tenant, RunOrigin.MANUAL);
        admit(tenant);
        UUID other = anotherProcess(tenant, "NORMAL");
        String next = requestedOf(tenant, other);
        handle(tenant, other);

        tenants.sql(
                tenant.id(),
                "UPDATE process SET paused = true WHERE id = ?",
                tenant.process().id());
        act(
                tenant,
                () -> runs.stop(tenant.id(), first, "test")); // the place goes to the run that came first: it is paused
        admit(tenant);
        handle(tenant, other);

        assertThat(run(tenant, paused).reason()).isEqualTo(Waiting.PAUSED);
        assertThat(run(tenant, next).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aPlaceThatWasDealtBeforeACrashIsStillTheRunsOwn() {
        TestTenant tenant = tenants.create(Node.after());
        String id = requested(tenant, RunOrigin.MANUAL);
        tenants.in(tenant.id(), () -> places.has(run(tenant, id), tenant.process()));
        act(tenant, () -> places.deal(tenant.id())); // and here the process dies

        admit(tenant);

        assertThat(run(tenant, id).state()).isEqualTo(RunState.STARTING);
        assertThat(tenants.query(tenant.id(), Integer.class, "SELECT count(*)::int FROM run_place"))
                .containsExactly(1);
    }

    @Test
    void placesAreHeldByRunsThatAreUnderWayAndByNoOthers() {
        TestTenant tenant = tenants.create(Node.after());
        List<String> ids = List.of(running(tenant), starting(tenant), running(tenant));
        ask(tenant, ids.getFirst(), 1);
        succeed(tenant, ids.getFirst(), 1);
        act(tenant, () -> runs.stop(tenant.id(), ids.get(1), "test"));

        assertThat(tenants.query(tenant.id(), String.class, "SELECT run_id FROM run_place"))
                .containsExactly(ids.get(2));
    }

    @Test
    void peopleAreToldToAskLaterWhenTooManyRunsWait() {
        TestTenant tenant = tenants.create(Node.after());
        Api admin = Api.bearer(port, ApiTest.ADMIN_TOKEN);
        String own = "/api/v1/tenants/" + tenant.view().key();
        Api.Answer changed = admin.call("PATCH", own, "application/json", "{\"waitingLimit\":1}");
        assertThat(changed.json().path("waitingLimit").asInt()).isEqualTo(1);
        requested(tenant, RunOrigin.MANUAL);

        Api.Answer refused = admin.post(own + "/processes/work/runs", "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("run.too-many-waiting");
        assertThat(requested(tenant, RunOrigin.SCHEDULE)).isNotEmpty(); // time does not wait
    }

    private void limit(TestTenant tenant, int limit) {
        Scope.ofPlatform(() -> registry.change(tenant.view().key(), null, limit, null));
    }

    /** Puts two tenants on one environment. */
    private void share(TestTenant one, TestTenant other, int limit) {
        tenants.sql(
                other.id(), "UPDATE tenant SET environment_id = ?", one.view().environmentId());
        environments.limitRuns(one.environment(), limit);
    }

    private String requested(TestTenant tenant, RunOrigin origin) {
        return as(
                tenant,
                () -> transactions
                        .execute(status -> runs.enter(
                                tenant.id(),
                                tenant.process(),
                                1,
                                new RunOrder(defaultStage(tenant), origin, "test", LocalDate.EPOCH, null, "{}")))
                        .id());
    }

    private String requestedOf(TestTenant tenant, UUID process) {
        RunOrder order = new RunOrder(defaultStage(tenant), RunOrigin.MANUAL, "test", LocalDate.EPOCH, null, "{}");
        return as(
                tenant,
                () -> transactions
                        .execute(status -> runs.enterUnattended(tenant.id(), process, order))
                        .id());
    }

    private UUID defaultStage(TestTenant tenant) {
        return tenants.query(tenant.id(), UUID.class, "SELECT id FROM stage WHERE is_default")
                .getFirst();
    }

    private UUID anotherProcess(TestTenant tenant, String priority) {
        UUID id = UUID.randomUUID();
        UUID version = UUID.randomUUID();
        tenants.sql(tenant.id(), """
                INSERT INTO process (tenant_id, id, key, name, owner, draft, draft_etag, draft_by, draft_at, paused, concurrency, created_at, priority)
                SELECT tenant_id, ?, 'other', name, owner, draft, draft_etag, draft_by, draft_at, false, 16, created_at, ? FROM process""", id, priority);
        tenants.sql(tenant.id(), """
                INSERT INTO process_version (tenant_id, id, process_id, number, definition, sha256, author, note, created_at)
                SELECT tenant_id, ?, ?, 1, definition, sha256, author, note, created_at FROM process_version""", version, id);
        tenants.publication(tenant.id(), id, version, 1, Ids.random("h", 11), "LIVE");
        tenants.park(tenant.id(), "admission", id.toString());
        return id;
    }

    private void admit(TestTenant tenant) {
        handle(tenant, tenant.process().id());
    }

    private void handle(TestTenant tenant, UUID process) {
        act(tenant, () -> admission.handle(tenant.id(), process.toString()));
    }

    private long generation(TestTenant tenant) {
        return tenants.query(tenant.id(), Long.class, "SELECT generation FROM work_item WHERE kind = 'admission'")
                .getFirst();
    }

    private List<RunState> states(TestTenant tenant, List<String> ids) {
        return ids.stream().map(id -> run(tenant, id).state()).toList();
    }
}
