package io.headgate.api.alert;

import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Closes incidents that somebody takes care of, when nothing more has come for a while. */
@Component
class IncidentEnd implements WorkHandler {

    static final String KIND = "alert-end";

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final AlertSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    IncidentEnd(
            JdbcClient jdbc,
            Incidents incidents,
            AlertSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        return Objects.requireNonNull(transactions.execute(status -> close(tenantId, UUID.fromString(id))));
    }

    private Next close(UUID tenantId, UUID id) {
        incidents.lock(id);
        Optional<Instant> last = jdbc.sql("SELECT last_at FROM alert_incident WHERE id = ? AND state = 'ACKNOWLEDGED'")
                .param(id)
                .query((row, number) -> row.getTimestamp("last_at").toInstant())
                .optional();
        if (last.isEmpty()) {
            return Next.done();
        }
        Instant due = last.get().plus(settings.window());
        if (due.isAfter(clock.instant())) {
            return Next.at(due);
        }
        jdbc.sql("UPDATE alert_incident SET state = 'CLOSED', closed_at = ?, closed_because = 'QUIET' WHERE id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
        incidents.changed(tenantId, id);
        return Next.done();
    }
}
