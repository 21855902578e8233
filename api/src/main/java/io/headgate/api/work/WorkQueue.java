package io.headgate.api.work;

import io.headgate.api.platform.DatabaseSignals;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where features leave work for later, in the transaction that makes it necessary. */
@Component
public class WorkQueue {

    private final JdbcClient jdbc;
    private final Clock clock;

    WorkQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes an item due now. */
    public void put(UUID tenantId, String kind, String id) {
        put(tenantId, kind, id, clock.instant());
    }

    /** Makes an item due at a time, or earlier if it is in the queue for an earlier one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(UUID tenantId, String kind, String id, Instant due) {
        jdbc.sql("""
                        INSERT INTO work_item AS w (tenant_id, kind, id, due_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (tenant_id, kind, id) DO UPDATE
                        SET due_at = least(w.due_at, excluded.due_at), generation = w.generation + 1""").params(tenantId, kind, id, Timestamp.from(due)).update();
        if (!due.isAfter(clock.instant())) {
            jdbc.sql("SELECT pg_notify(?, '')")
                    .param(DatabaseSignals.WORK)
                    .query()
                    .listOfRows();
        }
    }
}
