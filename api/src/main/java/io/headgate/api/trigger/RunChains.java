package io.headgate.api.trigger;

import org.springframework.stereotype.Component;

/** How runs of the bound tenant have started one another. */
@Component
public class RunChains {

    /** A chain that is longer than this, with its repetitions, is taken as if it were as long. */
    static final int MOST_HOPS = 200;

    private final TriggerStore store;

    RunChains(TriggerStore store) {
        this.store = store;
    }

    /** How many runs have started one another up to this one, itself included; by successes and by files alike. */
    public int depth(String run) {
        return store.success(run, MOST_HOPS).depth();
    }
}
