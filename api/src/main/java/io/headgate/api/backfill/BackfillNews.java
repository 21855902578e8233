package io.headgate.api.backfill;

import io.headgate.api.live.Events;
import io.headgate.api.process.Processes;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells screens that something about a backfill, or about one of its runs, has changed. */
@Component
class BackfillNews {

    private final Events events;
    private final Processes processes;

    BackfillNews(Events events, Processes processes) {
        this.events = events;
        this.processes = processes;
    }

    void changed(UUID tenantId, Backfill backfill) {
        events.record(
                tenantId,
                "backfill",
                Map.of(
                        "backfill", backfill.id(),
                        "process", processes.byId(backfill.processId()).key(),
                        "state", backfill.state()));
    }
}
