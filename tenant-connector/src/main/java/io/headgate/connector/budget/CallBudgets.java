package io.headgate.connector.budget;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Token buckets of EMR calls, one for each account, Region and kind of call. A caller that gets no token comes back later;
 * nobody waits while holding anything.
 */
public final class CallBudgets {

    private record Owner(String accountNumber, String region) {}

    private final Clock clock;
    private final Map<Owner, EnumMap<EmrCall, Bucket>> buckets = new ConcurrentHashMap<>();

    public CallBudgets(Clock clock) {
        this.clock = clock;
    }

    /** Takes one call from the budget; false when it is spent for now. */
    public boolean tryTake(String accountNumber, String region, EmrCall call) {
        return tryTake(accountNumber, region, call, 0);
    }

    /**
     * Takes one call from the budget if so many are left after it: for what can wait, so that it takes nothing from what
     * cannot.
     */
    public boolean tryTake(String accountNumber, String region, EmrCall call, int left) {
        return with(accountNumber, region, call, bucket -> bucket.tryTake(clock.instant(), left));
    }

    /**
     * Takes a call that must be made all the same, such as the next page of a list that was begun: the budget goes into debt,
     * and the next caller waits the longer.
     */
    public void charge(String accountNumber, String region, EmrCall call) {
        with(accountNumber, region, call, bucket -> bucket.charge(clock.instant()));
    }

    private <T> T with(String accountNumber, String region, EmrCall call, Function<Bucket, T> action) {
        Map<EmrCall, Bucket> ofOwner =
                buckets.computeIfAbsent(new Owner(accountNumber, region), owner -> new EnumMap<>(EmrCall.class));
        synchronized (ofOwner) {
            return action.apply(ofOwner.computeIfAbsent(call, kind -> new Bucket(kind, clock.instant())));
        }
    }

    private static final class Bucket {
        private final EmrCall call;
        private double tokens;
        private Instant filledAt;

        private Bucket(EmrCall call, Instant now) {
            this.call = call;
            this.tokens = call.burst();
            this.filledAt = now;
        }

        private double charge(Instant now) {
            refill(now);
            tokens -= 1;
            return tokens;
        }

        private void refill(Instant now) {
            double seconds = Math.max(0, (now.toEpochMilli() - filledAt.toEpochMilli()) / 1000.0);
            tokens = Math.min(call.burst(), tokens + seconds * call.refillPerSecond());
            filledAt = now;
        }

        private boolean tryTake(Instant now, int left) {
            refill(now);
            if (tokens < 1 + left) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
