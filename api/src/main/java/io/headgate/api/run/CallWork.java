package io.headgate.api.run;

import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Looks after the calls of one run: woken by the end of each called run and by a stop of the caller, in the transactions that
 * make them, and by itself while anything is waited for.
 */
@Component
class CallWork implements WorkHandler {

    /** Kind of the work: a run that has called others, by its id. */
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
    public Next handle(UUID tenantId, String callerId) {
        CallTransitions.Look look = transitions.look(callerId);
        look.stops().forEach(stop -> runs.stopIfOpen(tenantId, stop.runId(), stop.actor()));
        return look.again().map(Next::at).orElse(Next.done());
    }
}
