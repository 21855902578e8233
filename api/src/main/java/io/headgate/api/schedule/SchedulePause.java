package io.headgate.api.schedule;

import io.headgate.api.process.ProcessArchived;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pauses the schedule of a process that was archived, even if it is out of the archive again by then: whoever takes it out
 * resumes the schedule. In a transaction of its own, because the one that archives holds the process, and the ledger takes
 * schedule and process the other way round.
 */
@Component
class SchedulePause implements WorkHandler {

    static final String KIND = "schedule-pause";

    private final ScheduleRepository schedules;
    private final WorkQueue work;
    private final TransactionTemplate transactions;

    SchedulePause(ScheduleRepository schedules, WorkQueue work, TransactionTemplate transactions) {
        this.schedules = schedules;
        this.work = work;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String processId) {
        transactions.executeWithoutResult(
                status -> schedules.lockByProcessId(UUID.fromString(processId)).forEach(schedule -> {
                    schedule.pause();
                    schedules.save(schedule);
                }));
        return Next.done();
    }

    @EventListener
    void pauseOn(ProcessArchived archived) {
        work.put(archived.tenantId(), KIND, archived.processId().toString());
    }
}
