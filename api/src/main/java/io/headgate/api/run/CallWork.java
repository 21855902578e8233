package io.headgate.api.run;

import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Looks after a call: woken by the end of the called run and by a stop of its caller, in the transactions that make them, and by
 * itself while it is waited for.
 */
@Component
class CallWork implements WorkHandler {

    /** Kind of the work: a run that another one has called, by its id. */
    static final String KIND = "call";

    private final CallTransitions transitions;
    private final Runs runs;

    CallWork(CallTransitions transitions, Runs runs) {
        this.transitions = transitions;
        this.runs = runs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String calledId) {
        return switch (transitions.look(calledId)) {
            case CallTransitions.Look.Over over -> Next.done();
            case CallTransitions.Look.Open open -> Next.at(open.again());
            case CallTransitions.Look.Stop stop -> {
                runs.stopIfOpen(tenantId, calledId, stop.actor());
                yield Next.at(stop.again());
            }
        };
    }
}
