package io.headgate.api.run;

import java.util.UUID;

/** A run has settled; published within the transaction that ends it. */
public record RunEnded(UUID tenantId, String runId, UUID processId, RunState state, RunOrigin origin) {

    public boolean isSuccess() {
        return state == RunState.SUCCEEDED;
    }

    public boolean isOfBackfill() {
        return origin == RunOrigin.BACKFILL;
    }
}
