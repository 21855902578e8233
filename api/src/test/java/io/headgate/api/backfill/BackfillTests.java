package io.headgate.api.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.backfill.Backfills.Days;
import io.headgate.api.backfill.Backfills.Wanted;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.run.Runs;
import io.headgate.api.tenancy.Scope;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs for the days of the past. Admission is the test's, so that runs wait until the test ends them. */
@ApiTest
class BackfillTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-03-02");

    @Autowired
    TestTenants tenants;

    @Autowired
    Backfills backfills;

    @Autowired
    BackfillWork work;

    @Autowired
    Runs runs;

    TestTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
    }

    @Test
    void aDryRunTellsTheDaysAndLeavesOutThoseThatHaveSucceeded() {
        succeeded(FIRST.plusDays(1));

        BackfillPlan plan = as(() -> backfills.plan(tenant.id(), "work", days(3, false)));

        assertThat(plan.dates()).containsExactly(FIRST, FIRST.plusDays(2));
        assertThat(plan.left()).containsExactly(FIRST.plusDays(1));
        assertThat(as(() -> backfills.plan(tenant.id(), "work", days(3, true))).dates())
                .hasSize(3);
        assertThat(runIds()).hasSize(1);
    }

    @Test
    void daysOfTheScheduleAreThoseOnWhichItIsDueInItsZone() {
        tenants.sql(tenant.id(), """
                INSERT INTO schedule VALUES (?, gen_random_uuid(), ?, '30 0 * * 1-5', 'Asia/Tokyo', true, 'LATEST', now(), 't', now())""", tenant.id(), tenant.process().id());

        // 2026-03-02 is a Monday.
        Wanted week = new Wanted(FIRST, FIRST.plusDays(6), Days.SCHEDULED, 1, false, null, null);

        assertThat(as(() -> backfills.plan(tenant.id(), "work", week)).dates())
                .containsExactlyElementsOf(FIRST.datesUntil(FIRST.plusDays(5)).toList());
    }

    @Test
    void asManyRunAtOnceAsItMayHaveAndTheNextFollowsWhenOneEnds() {
        UUID id = begin(5, 2);
        turn(id);
        turn(id);
        assertThat(view(id).progress()).isEqualTo(new BackfillView.Progress(5, 3, 2, 0, 0));

        act(() -> runs.stop(tenant.id(), view(id).dates().getFirst().run(), "test"));

        Await.until("the third date has its run", () -> view(id).progress().pending() == 2);
        assertThat(view(id).progress()).isEqualTo(new BackfillView.Progress(5, 2, 2, 0, 1));
        assertThat(view(id).dates())
                .extracting(day -> day.run() != null)
                .containsExactly(true, true, true, false, false);
    }

    @Test
    void itIsCompleteWhenEachDateHadItsRunAndEachOfTheseHasEnded() {
        UUID id = begin(3, 3);
        turn(id);
        tenants.sql(tenant.id(), "UPDATE run SET state = 'SUCCEEDED', ended_at = now()");
        turn(id);

        assertThat(view(id).state()).isEqualTo(BackfillState.COMPLETED);
        assertThat(view(id).endedAt()).isNotNull();
        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT business_date || ' ' || origin FROM run ORDER BY 1"))
                .containsExactly("2026-03-02 BACKFILL", "2026-03-03 BACKFILL", "2026-03-04 BACKFILL");
    }

    @Test
    void whilePausedNoDateBecomesARunAndCancelledItNeverWill() {
        UUID id = begin(4, 1);
        turn(id);
        as(() -> backfills.pause(tenant.id(), id, "test"));
        tenants.sql(tenant.id(), "UPDATE run SET state = 'SUCCEEDED', ended_at = now()");
        turn(id);
        assertThat(view(id).progress()).isEqualTo(new BackfillView.Progress(4, 3, 0, 1, 0));

        as(() -> backfills.resume(tenant.id(), id, "test"));
        turn(id);
        assertThat(view(id).progress().active()).isEqualTo(1);

        as(() -> backfills.cancel(tenant.id(), id, "test", true));
        turn(id);
        assertThat(view(id).state()).isEqualTo(BackfillState.CANCELLED);
        assertThat(view(id).progress()).isEqualTo(new BackfillView.Progress(4, 2, 0, 1, 1));
        assertThat(refused(() -> backfills.resume(tenant.id(), id, "test"))).isEqualTo("backfill.not-paused");
        assertThat(refused(() -> backfills.cancel(tenant.id(), id, "test", false)))
                .isEqualTo("backfill.over");
    }

    @Test
    void whatCannotBeBegunSaysEveryReason() {
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        Wanted wrong = new Wanted(today.plusDays(2), today.plusDays(1), Days.EVERY_DAY, 1, false, null, null);
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> as(() -> backfills.begin(tenant.id(), "work", "test", wrong)));
        assertThat(refused.problems()).extracting("code").containsExactly("backfill.order", "backfill.future");

        assertThat(refused(() -> backfills.begin(
                        tenant.id(), "work", "test", new Wanted(FIRST, FIRST, Days.SCHEDULED, 1, false, null, null))))
                .isEqualTo("backfill.no-schedule");
        begin(2, 1);
        assertThat(refused(() -> backfills.begin(tenant.id(), "work", "test", days(2, false))))
                .isEqualTo("backfill.under-way");
    }

    @Test
    void anotherTenantKnowsNothingOfIt() {
        UUID id = begin(2, 1);
        TestTenant other = tenants.create(Node.after());

        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> Scope.ofTenant(other.id(), () -> backfills.get(id)))
                        .code())
                .isEqualTo("backfill.unknown");
    }

    private UUID begin(int days, int concurrency) {
        Wanted wanted = new Wanted(FIRST, FIRST.plusDays(days - 1L), Days.EVERY_DAY, concurrency, false, null, null);
        return as(() -> backfills.begin(tenant.id(), "work", "test", wanted)).id();
    }

    private static Wanted days(int count, boolean again) {
        return new Wanted(FIRST, FIRST.plusDays(count - 1L), Days.EVERY_DAY, 1, again, null, null);
    }

    private void turn(UUID id) {
        as(() -> work.handle(tenant.id(), id.toString()));
    }

    private BackfillView view(UUID id) {
        return as(() -> backfills.get(id));
    }

    private void succeeded(LocalDate day) {
        tenants.sql(
                tenant.id(),
                """
                INSERT INTO run (tenant_id, id, process_id, min_publication, state, origin, requested_by, business_date,
                                 parameters, requested_at, ended_at)
                VALUES (?, ?, ?, 1, 'SUCCEEDED', 'MANUAL', 't', ?, '{}', ?, now())""",
                tenant.id(),
                "r-done-" + UUID.randomUUID(),
                tenant.process().id(),
                day,
                Timestamp.from(Instant.now()));
    }

    private List<String> runIds() {
        return tenants.query(tenant.id(), String.class, "SELECT id FROM run");
    }

    private String refused(Supplier<?> action) {
        return catchThrowableOfType(ProblemException.class, () -> as(action)).code();
    }

    private void act(Runnable action) {
        as(() -> {
            action.run();
            return null;
        });
    }

    private <T> T as(Supplier<T> action) {
        return Scope.ofTenant(tenant.id(), action);
    }
}
