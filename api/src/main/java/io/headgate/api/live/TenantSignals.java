package io.headgate.api.live;

import io.headgate.api.platform.DatabaseSignals;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes whoever waits for news of a tenant. */
@Component
public class TenantSignals {

    /** A place to wait; must be closed. */
    public final class Waiter implements AutoCloseable {

        private final Set<UUID> tenants;
        private final Semaphore signal = new Semaphore(0);

        private Waiter(Set<UUID> tenants) {
            this.tenants = Set.copyOf(tenants);
        }

        /** Waits until there is news or the time has passed; true when there is news. */
        public boolean await(Duration most) throws InterruptedException {
            boolean news = signal.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
            signal.drainPermits();
            return news;
        }

        @Override
        public void close() {
            waiters.remove(this);
        }
    }

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    TenantSignals(DatabaseSignals signals) {
        signals.listen(DatabaseSignals.LIVE, this::wake);
    }

    /** Begins to listen for the tenants; news from now on will wake the waiter. */
    public Waiter listen(Set<UUID> tenants) {
        Waiter waiter = new Waiter(tenants);
        waiters.add(waiter);
        return waiter;
    }

    private void wake(String payload) {
        for (Waiter waiter : waiters) {
            if (payload.isEmpty() || waiter.tenants.contains(UUID.fromString(payload))) {
                waiter.signal.release();
            }
        }
    }
}
