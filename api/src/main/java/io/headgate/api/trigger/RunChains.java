package io.headgate.api.trigger;

import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** How runs of the bound tenant have started one another, by successes and by files alike. */
@Component
public class RunChains {

    /** A chain that is longer than this, with its repetitions, is taken as if it were as long. */
    static final int MOST_HOPS = 200;

    private final TriggerStore store;

    RunChains(TriggerStore store) {
        this.store = store;
    }

    /** Whether a process has started by itself as often since an instant as it may ({@link Limits#RATE}). */
    public boolean isAtRate(UUID process, Instant since) {
        return store.startedSince(process, since) >= Limits.RATE;
    }

    /** How many runs have started one another up to this one, itself included. */
    public int depth(String run) {
        return store.success(run, MOST_HOPS).depth();
    }
}
