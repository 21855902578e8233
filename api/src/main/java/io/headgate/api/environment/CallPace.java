package io.headgate.api.environment;

import java.util.concurrent.locks.LockSupport;

/** Spaces the calls to one environment evenly, below MWAA's ten a second. */
class CallPace {

    private static final long GAP_NANOS = 125_000_000;

    private long nextAt = System.nanoTime() - GAP_NANOS;

    /** Waits for the caller's turn. */
    void await() {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            long turn = Math.max(nextAt, now - 4 * GAP_NANOS);
            nextAt = turn + GAP_NANOS;
            wait = turn - now;
        }
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
    }
}
