package io.headgate.api.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.TestDatabase;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.TestWork;
import io.headgate.api.platform.DatabaseSignals;
import io.headgate.api.platform.Ids;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** The queue with the application's own loop at work on it. */
@ApiTest
class WorkQueueTests {

    @Autowired
    TestTenants tenants;

    @Autowired
    TestWork work;

    @Autowired
    WorkQueue queue;

    @Autowired
    LoopDatabase database;

    @Autowired
    DatabaseSignals signals;

    @Autowired
    ObjectProvider<WorkHandler> handlers;

    private final String item = Ids.random("item-", 8);

    @Test
    void whatIsPutIsHandledOnceWithItsTenantBoundAndIsGone() {
        UUID tenant = tenant();
        Map<UUID, List<UUID>> seen = new ConcurrentHashMap<>();
        work.on(item, bound -> {
            seen.put(bound, tenants.query(bound, UUID.class, "SELECT tenant_id FROM tenant"));
            return Next.done();
        });
        put(tenant, Instant.now());

        Await.until("it is gone", () -> waiting(tenant).isEmpty());
        assertThat(seen).isEqualTo(Map.of(tenant, List.of(tenant)));
    }

    @Test
    void whatIsPutWhileItIsHandledIsHandledAgain() throws InterruptedException {
        UUID tenant = tenant();
        AtomicInteger times = new AtomicInteger();
        CountDownLatch putAgain = new CountDownLatch(1);
        work.on(item, bound -> {
            if (times.incrementAndGet() == 1) {
                await(putAgain);
            }
            return Next.done();
        });
        put(tenant, Instant.now());
        Await.until("it is in hand", () -> times.get() == 1);
        put(tenant, Instant.now());
        putAgain.countDown();

        Await.until("it is gone", () -> waiting(tenant).isEmpty());
        assertThat(times).hasValue(2);
    }

    @Test
    void whatFailsIsPutOffLongerEachTime() {
        UUID tenant = tenant();
        AtomicInteger times = new AtomicInteger();
        work.on(item, bound -> {
            times.incrementAndGet();
            throw new IllegalStateException("it fails");
        });
        put(tenant, Instant.now());

        Await.until("it has failed twice", () -> failures(tenant) == 2);
        assertThat(times).hasValue(2);
        assertThat(tenants.query(
                        tenant,
                        Boolean.class,
                        "SELECT due_at > now() + interval '2 seconds' FROM work_item WHERE id = ?",
                        item))
                .containsExactly(true);
        work.on(item, bound -> Next.done());
    }

    @Test
    void theLeaseOfADeadInstanceRunsOutAndAnotherTakesOver() {
        UUID tenant = tenant();
        AtomicInteger times = new AtomicInteger();
        work.on(item, bound -> {
            times.incrementAndGet();
            return Next.done();
        });
        tenants.sql(tenant, """
                INSERT INTO work_item (tenant_id, kind, id, due_at, leased_until, leased_by)
                VALUES (?, 'test', ?, now(), now() + interval '1 second', 'dead')""", tenant, item);
        assertThat(database.claim("other", Instant.now(), Instant.now().plusSeconds(5), 50))
                .as("what is leased")
                .noneMatch(claim -> claim.id().equals(item));

        Await.until("it is gone", () -> waiting(tenant).isEmpty());
        assertThat(times).hasValue(1);
    }

    @Test
    void whatADeadHandlerLeftBehindIsTakenOverThoughItsInstanceLives() {
        UUID tenant = tenant();
        AtomicInteger times = new AtomicInteger();
        work.on(item, bound -> {
            if (times.incrementAndGet() == 1) {
                throw new StackOverflowError("nothing catches this");
            }
            return Next.done();
        });
        put(tenant, Instant.now());

        Await.until("it is gone", () -> waiting(tenant).isEmpty());
        assertThat(times).hasValue(2);
    }

    @Test
    @Timeout(20)
    void renewingLeasesDoesNotWaitForAnItemThatSomebodyPutsIn() throws Exception {
        UUID tenant = tenant();
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        String other = item + "-other";
        for (String id : List.of(item, other)) {
            work.on(id, bound -> {
                times.incrementAndGet();
                await(end);
                return Next.done();
            });
            tenants.in(tenant, () -> {
                queue.put(tenant, TestWork.KIND, id, Instant.now());
                return null;
            });
        }
        Await.until("both are in hand", () -> times.get() == 2);
        Instant lease = lease(tenant, other);
        try (Connection locked = TestDatabase.get().connect("headgate_app")) {
            locked.setAutoCommit(false);
            try (var statement = locked.createStatement()) {
                statement.execute("SET LOCAL headgate.tenant = '" + tenant + "'");
                statement.execute("UPDATE work_item SET generation = generation + 1 WHERE id = '" + item + "'");
            }
            Await.until(
                    "the other is renewed twice",
                    () -> lease(tenant, other).isAfter(lease.plus(Duration.ofSeconds(4))));
            locked.rollback();
        }
        end.countDown();
        Await.until("both are gone", () -> waiting(tenant).isEmpty());
        assertThat(times).hasValue(2);
    }

    @Test
    void twoLoopsShareTheWorkAndNeitherTakesWhatTheOtherHas() {
        UUID tenant = tenant();
        int items = 60;
        Map<String, AtomicInteger> times = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> atOnce = new ConcurrentHashMap<>();
        AtomicInteger twice = new AtomicInteger();
        WorkLoop second = new WorkLoop(database, handlers, signals, Clock.systemUTC());
        second.start();
        try {
            for (int i = 0; i < items; i++) {
                String id = item + "-" + i;
                times.put(id, new AtomicInteger());
                atOnce.put(id, new AtomicInteger());
                work.on(id, bound -> {
                    if (atOnce.get(id).incrementAndGet() > 1) {
                        twice.incrementAndGet();
                    }
                    tenants.query(bound, Integer.class, "SELECT 1 FROM pg_sleep(0.01)");
                    atOnce.get(id).decrementAndGet();
                    return times.get(id).incrementAndGet() < 3 ? Next.at(Instant.now()) : Next.done();
                });
                tenants.in(tenant, () -> {
                    queue.put(tenant, TestWork.KIND, id, Instant.now());
                    return null;
                });
            }
            Await.until("all are gone", () -> waiting(tenant).isEmpty());
        } finally {
            second.stop();
        }
        assertThat(times.values()).allMatch(count -> count.get() == 3);
        assertThat(twice).hasValue(0);
    }

    private UUID tenant() {
        TestTenant tenant = tenants.create(Node.after());
        return tenant.id();
    }

    private void put(UUID tenant, Instant due) {
        tenants.in(tenant, () -> {
            queue.put(tenant, TestWork.KIND, item, due);
            return null;
        });
    }

    private List<String> waiting(UUID tenant) {
        return tenants.query(tenant, String.class, "SELECT id FROM work_item WHERE kind = 'test'");
    }

    private int failures(UUID tenant) {
        return tenants.query(tenant, Integer.class, "SELECT failures FROM work_item WHERE kind = 'test'")
                .getFirst();
    }

    private Instant lease(UUID tenant, String id) {
        return tenants.query(tenant, java.sql.Timestamp.class, "SELECT leased_until FROM work_item WHERE id = ?", id)
                .getFirst()
                .toInstant();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
