package io.headgate.api.environment;

import java.util.concurrent.locks.LockSupport;

/** Spaces the calls of this instance to one environment evenly; a short burst is allowed after a pause. */
class CallPace {

    private static final int BURST = 4;

    private final long gapNanos;
    private long nextAt = System.nanoTime();

    CallPace(double callsPerSecond) {
        this.gapNanos = (long) (1_000_000_000 / callsPerSecond);
    }

    /** Waits for the caller's turn. */
    void await() {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            long turn = Math.max(nextAt, now - BURST * gapNanos);
            nextAt = turn + gapNanos;
            wait = turn - now;
        }
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
    }
}
