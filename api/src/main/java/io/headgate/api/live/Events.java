package io.headgate.api.live;

import io.headgate.api.platform.DatabaseSignals;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Writes events for live screens. */
@Component
public class Events {

    /** Who comes back later than this loads the screen anew. */
    private static final Duration KEPT = Duration.ofDays(7);

    /** Whoever writes removes a few of the oldest, so that the table cannot grow for ever. */
    private static final int REMOVED_AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Events(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Tells the tenant's screens about something, when the transaction commits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(UUID tenantId, String type, Object payload) {
        pending(tenantId).add(new Event(type, json.writeValueAsString(payload)));
    }

    private List<Event> pending(UUID tenantId) {
        for (TransactionSynchronization synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof Journal journal && journal.tenantId.equals(tenantId)) {
                return journal.events;
            }
        }
        Journal journal = new Journal(tenantId);
        TransactionSynchronizationManager.registerSynchronization(journal);
        return journal.events;
    }

    private record Event(String type, String payload) {}

    /**
     * Writes a transaction's events at its very end, under a lock of the tenant that is held until the commit: so the order
     * of the numbers is the order of the commits, and a reader that has seen a number has seen all before it.
     */
    private final class Journal implements TransactionSynchronization {

        private final UUID tenantId;
        private final List<Event> events = new ArrayList<>();

        private Journal(UUID tenantId) {
            this.tenantId = tenantId;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                    .param(tenantId.toString())
                    .query()
                    .listOfRows();
            Timestamp now = Timestamp.from(clock.instant());
            for (Event event : events) {
                jdbc.sql(
                                "INSERT INTO event (tenant_id, seq, type, payload, at) VALUES (?, nextval('event_seq'), ?, ?, ?)")
                        .params(tenantId, event.type(), event.payload(), now)
                        .update();
            }
            jdbc.sql("""
                            DELETE FROM event WHERE tenant_id = ? AND at < ?
                            AND seq IN (SELECT seq FROM event WHERE tenant_id = ? ORDER BY seq LIMIT ?)""")
                    .params(tenantId, Timestamp.from(clock.instant().minus(KEPT)), tenantId, REMOVED_AT_ONCE)
                    .update();
            jdbc.sql("SELECT pg_notify(?, ?)")
                    .params(DatabaseSignals.LIVE, tenantId.toString())
                    .query()
                    .listOfRows();
        }
    }
}
