package io.headgate.api.backfill;

import io.headgate.api.process.Processes;
import io.headgate.api.run.RunEnded;
import io.headgate.api.run.Runs;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Lets the dates of a backfill become runs, oldest first, as many at once as it may have. */
@Component
class BackfillWork implements WorkHandler {

    static final String KIND = "backfill";

    /** Nothing is missed without it: the end of each of its runs wakes a backfill at once. */
    private static final Duration SAFETY = Duration.ofMinutes(2);

    private final BackfillRepository backfills;
    private final BackfillDates dates;
    private final Processes processes;
    private final Runs runs;
    private final WorkQueue work;
    private final BackfillNews news;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    BackfillWork(
            BackfillRepository backfills,
            BackfillDates dates,
            Processes processes,
            Runs runs,
            WorkQueue work,
            BackfillNews news,
            TransactionTemplate transactions,
            JsonMapper json,
            Clock clock) {
        this.backfills = backfills;
        this.dates = dates;
        this.processes = processes;
        this.runs = runs;
        this.work = work;
        this.news = news;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        return Objects.requireNonNull(transactions.execute(status -> goOn(tenantId, UUID.fromString(id))));
    }

    /** In the transaction that ends the run, so that no end is missed. */
    @EventListener
    void wake(RunEnded ended) {
        if (ended.isOfBackfill()) {
            dates.backfillOf(ended.runId())
                    .ifPresent(backfill -> work.put(ended.tenantId(), KIND, backfill.toString()));
        }
    }

    private Next goOn(UUID tenantId, UUID id) {
        Backfill backfill = backfills.lock(id).orElseThrow();
        if (!backfill.state().isOver() && processes.byId(backfill.processId()).archivedAt() != null) {
            backfill.cancel(clock.instant());
            backfills.save(backfill);
        }
        if (backfill.state().isOver()) {
            news.changed(tenantId, backfill);
            return Next.done();
        }
        List<BackfillDates.Day> days = dates.of(id);
        List<BackfillDates.Day> pending =
                days.stream().filter(day -> day.run() == null).toList();
        long open =
                days.stream().filter(day -> day.run() != null && !day.over()).count();
        if (pending.isEmpty() && open == 0) {
            backfill.complete(clock.instant());
            backfills.save(backfill);
        } else if (backfill.state() == BackfillState.RUNNING) {
            pending.stream()
                    .limit(Math.max(0, backfill.concurrency() - open))
                    .forEach(day -> dates.became(
                            id,
                            day.date(),
                            runs.requestForBackfill(
                                    tenantId,
                                    backfill.processId(),
                                    backfill.stageId(),
                                    backfill.requestedBy(),
                                    day.date(),
                                    json.readTree(backfill.parameters()))));
        }
        news.changed(tenantId, backfill);
        return backfill.state() == BackfillState.RUNNING
                ? Next.at(clock.instant().plus(SAFETY))
                : Next.done();
    }
}
