package io.headgate.api.work;

import io.headgate.api.platform.DatabaseSignals;
import io.headgate.api.platform.Ids;
import io.headgate.api.tenancy.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes due items and hands each to its handler, on a thread of its own with the item's tenant bound. Leases are short and
 * renewed while an instance lives, so that another takes over soon after one has died.
 */
@Component
class WorkLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 500;
    private static final int AT_ONCE = 12;

    private final LoopDatabase database;
    private final ObjectProvider<WorkHandler> handlers;
    private final Clock clock;
    private final String instance = Ids.random("i", 12);
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore capacity = new Semaphore(AT_ONCE);
    private final Map<Key, LoopDatabase.Claim> inHand = new ConcurrentHashMap<>();
    private volatile boolean running;

    private record Key(UUID tenantId, String kind, String id) {

        static Key of(LoopDatabase.Claim claim) {
            return new Key(claim.tenantId(), claim.kind(), claim.id());
        }
    }

    WorkLoop(LoopDatabase database, ObjectProvider<WorkHandler> handlers, DatabaseSignals signals, Clock clock) {
        this.database = database;
        this.handlers = handlers;
        this.clock = clock;
        signals.listen(DatabaseSignals.WORK, payload -> wake.release());
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("work-loop").start(this::loop);
        Thread.ofPlatform().daemon().name("work-leases").start(this::renewLeases);
    }

    @Override
    public void stop() {
        running = false;
        wake.release();
        // Handlers that are under way end before the database goes; a killed process leaves them to the lease.
        try {
            if (!capacity.tryAcquire(AT_ONCE, 20, TimeUnit.SECONDS)) {
                log.warn("Some work did not end in time; its leases will run out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        Map<String, WorkHandler> byKind =
                handlers.stream().collect(Collectors.toMap(WorkHandler::kind, Function.identity()));
        while (running) {
            try {
                takeDue(byKind);
                if (wake.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (DataAccessException e) {
                log.warn("The work queue cannot be read: {}", e.getMessage());
                sleep(Duration.ofSeconds(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void takeDue(Map<String, WorkHandler> byKind) throws InterruptedException {
        while (running) {
            capacity.acquire();
            int free = 1 + capacity.drainPermits();
            Instant now = clock.instant();
            List<LoopDatabase.Claim> claims;
            try {
                claims = database.claim(instance, now, now.plus(LEASE), free);
            } catch (DataAccessException e) {
                capacity.release(free);
                throw e;
            }
            capacity.release(free - claims.size());
            if (claims.isEmpty()) {
                return;
            }
            claims.forEach(claim ->
                    Thread.ofPlatform().daemon().name("work-" + claim.kind()).start(() -> work(byKind, claim)));
        }
    }

    private void work(Map<String, WorkHandler> byKind, LoopDatabase.Claim claim) {
        if (inHand.putIfAbsent(Key.of(claim), claim) != null) {
            capacity.release(); // its lease ran out while it is still in hand here; whoever has it will release it
            return;
        }
        try {
            WorkHandler handler = byKind.get(claim.kind());
            if (handler == null) {
                throw new IllegalStateException("Nobody handles work of the kind " + claim.kind());
            }
            Next next = Scope.ofTenant(claim.tenantId(), () -> handler.handle(claim.tenantId(), claim.id()));
            switch (next) {
                case Next.Done done -> database.finish(instance, claim, clock.instant());
                case Next.At at -> database.release(instance, claim, at.due(), 0);
            }
        } catch (RuntimeException e) {
            putOff(claim, e);
        } finally {
            inHand.remove(Key.of(claim)); // whatever happened: a lease that nobody works on must run out
            capacity.release();
            wake.release();
        }
    }

    private void putOff(LoopDatabase.Claim claim, RuntimeException cause) {
        int failures = claim.failures() + 1;
        Duration delay = Duration.ofSeconds(Math.min(60, 1L << Math.min(failures, 6)));
        log.warn("Work {} {} failed {} times, again in {}", claim.kind(), claim.id(), failures, delay, cause);
        try {
            database.release(instance, claim, clock.instant().plus(delay), failures);
        } catch (DataAccessException e) {
            log.warn("Work {} {} keeps its lease until it runs out: {}", claim.kind(), claim.id(), e.getMessage());
        }
    }

    private void renewLeases() {
        while (running) {
            sleep(RENEWAL);
            try {
                database.renew(instance, inHand.values(), clock.instant().plus(LEASE));
            } catch (DataAccessException e) {
                log.warn("Leases cannot be renewed: {}", e.getMessage());
            }
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
