package io.headgate.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.work.Next;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The dates that came due while nobody looked. */
@ApiTest
class LedgerTests {

    @Autowired
    TestTenants tenants;

    @Autowired
    Schedules schedules;

    @Autowired
    Ledger ledger;

    TestTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create(Node.after());
        tenants.park(tenant.id(), Ledger.KIND, tenant.process().id().toString());
    }

    @Test
    void eachMissedDateRunsIfThePolicySaysAll() {
        outage(MissedDates.ALL, "0 * * * *", Duration.ofHours(5));

        assertThat(decisions()).hasSize(5).containsOnly("RUN");
        assertThat(runs()).isEqualTo(5);
    }

    @Test
    void onlyTheLatestMissedDateRunsIfThePolicySaysSo() {
        outage(MissedDates.LATEST, "0 * * * *", Duration.ofHours(5));

        assertThat(decisions()).containsExactly("PASSED_OVER", "PASSED_OVER", "PASSED_OVER", "PASSED_OVER", "RUN");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void noMissedDateRunsIfThePolicySaysNone() {
        // Half an hour off the present, so that no date is on time.
        int minute = (Instant.now().atZone(java.time.ZoneOffset.UTC).getMinute() + 30) % 60;
        outage(MissedDates.NONE, minute + " * * * *", Duration.ofHours(5));

        assertThat(decisions()).hasSize(5).containsOnly("PASSED_OVER");
        assertThat(runs()).isZero();
    }

    @Test
    void onlyOneDateOfALongOutageIsTheLatest() {
        outage(MissedDates.LATEST, "* * * * *", Duration.ofHours(20));

        assertThat(decisions()).hasSizeBetween(1200, 1201);
        assertThat(runs()).isBetween(1, 2); // a minute may have come due on time while the dates were written
    }

    @Test
    void eachDateIsWrittenOnceThoughManyLookAtOnce() throws Exception {
        set(MissedDates.ALL, "*/10 * * * *");
        rewind(Duration.ofHours(5));
        List<java.util.concurrent.Future<Next>> turns = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 8; i++) {
                turns.add(threads.submit(this::turn));
            }
        }
        for (var turn : turns) {
            assertThat(turn.get()).isInstanceOf(Next.At.class);
        }

        assertThat(decisions()).hasSizeBetween(30, 31);
        assertThat(runs()).isEqualTo(decisions().size());
    }

    @Test
    void aPausedScheduleWritesNothingAndOwesNothingWhenItGoesOn() {
        set(MissedDates.ALL, "* * * * *");
        rewind(Duration.ofHours(1));
        Scope.ofTenant(
                tenant.id(),
                () -> schedules.set(
                        tenant.id(),
                        "work",
                        "test",
                        Terms.plain("* * * * *", "UTC", true, MissedDates.ALL),
                        false,
                        null));
        assertThat(turn()).isEqualTo(Next.done());
        set(MissedDates.ALL, "* * * * *");
        turn();

        assertThat(decisions()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theBusinessDateIsTheDueDatesDayInTheZoneOfTheSchedule() {
        Scope.ofTenant(
                tenant.id(),
                () -> schedules.set(
                        tenant.id(),
                        "work",
                        "test",
                        Terms.plain("0 * * * *", "Pacific/Kiritimati", false, MissedDates.ALL),
                        false,
                        null));
        rewind(Duration.ofHours(25));
        turn();

        assertThat(tenants.query(
                        tenant.id(),
                        Boolean.class,
                        "SELECT bool_and(business_date = (due_at AT TIME ZONE 'Pacific/Kiritimati')::date) FROM run"))
                .containsExactly(true);
        assertThat(runs()).isEqualTo(25);
    }

    private void outage(MissedDates policy, String cron, Duration length) {
        set(policy, cron);
        rewind(length);
        for (int i = 0; i < 5; i++) {
            turn();
        }
    }

    private void set(MissedDates policy, String cron) {
        Scope.ofTenant(
                tenant.id(),
                () -> schedules.set(tenant.id(), "work", "test", Terms.plain(cron, "UTC", false, policy), false, null));
    }

    private void rewind(Duration time) {
        tenants.sql(
                tenant.id(),
                "UPDATE schedule SET watermark = ?",
                Timestamp.from(Instant.now().minus(time).truncatedTo(ChronoUnit.MICROS)));
    }

    private Next turn() {
        return Scope.ofTenant(
                tenant.id(),
                () -> ledger.handle(tenant.id(), tenant.process().id().toString()));
    }

    private List<String> decisions() {
        return tenants.query(tenant.id(), String.class, "SELECT decision FROM due_date ORDER BY due_at");
    }

    private int runs() {
        return tenants.query(tenant.id(), Integer.class, "SELECT count(*) FROM run")
                .getFirst();
    }
}
