package io.headgate.api.alert;

import io.headgate.api.schedule.DateMissed;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes each date that was passed over. The ledger only leaves a note in the queue: alerts hold up no schedule. */
@Component
class MissedDates implements WorkHandler {

    /** Kind of the work: a date that was passed over. */
    static final String KIND = "alert-missed";

    private final Incidents incidents;
    private final WorkQueue work;

    MissedDates(Incidents incidents, WorkQueue work) {
        this.incidents = incidents;
        this.work = work;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** In the transaction that writes the date, so that none is left out. */
    @EventListener
    void note(DateMissed missed) {
        work.put(
                missed.tenantId(),
                KIND,
                String.join(
                        "/",
                        missed.processId().toString(),
                        missed.stageId().toString(),
                        missed.dueAt().toString(),
                        missed.businessDate().toString()));
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        String[] parts = id.split("/");
        UUID stage = UUID.fromString(parts[1]);
        incidents.record(
                tenantId,
                Cause.missed(stage),
                new Incidents.Subject(
                        AlertKind.MISSED,
                        id,
                        UUID.fromString(parts[0]),
                        stage,
                        null,
                        LocalDate.parse(parts[3]),
                        Instant.parse(parts[2])));
        return Next.done();
    }
}
