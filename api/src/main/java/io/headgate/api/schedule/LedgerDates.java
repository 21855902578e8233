package io.headgate.api.schedule;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rows of the ledger. */
@Repository
class LedgerDates {

    private final JdbcClient jdbc;
    private final Clock clock;

    LedgerDates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes a date; false if it was there already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean write(
            UUID tenantId, UUID processId, UUID stageId, PlannedDate date, String decision, LocalDate businessDate) {
        return jdbc.sql("""
                                INSERT INTO due_date
                                  (tenant_id, process_id, stage_id, due_at, decision, written_at, business_date, moved_to, moved_from)
                                VALUES (:tenant, :process, :stage, :due, :decision, :now, :day, :to, :from) ON CONFLICT DO NOTHING""")
                        .param("tenant", tenantId)
                        .param("process", processId)
                        .param("stage", stageId)
                        .param("due", Timestamp.from(date.at()))
                        .param("decision", decision)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("day", businessDate)
                        .param(
                                "to",
                                timestamp(date instanceof PlannedDate.OnHoliday holiday ? holiday.movedTo() : null))
                        .param("from", timestamp(date instanceof PlannedDate.Due due ? due.movedFrom() : null))
                        .update()
                == 1;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
