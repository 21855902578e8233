package io.headgate.api.arrival;

import io.headgate.api.arrival.BatchStore.Batch;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.run.Runs;
import io.headgate.api.trigger.Limits;
import io.headgate.api.trigger.RunChains;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes one run of each batch of files when it is due. */
@Component
class ArrivalRuns implements WorkHandler {

    static final String KIND = "arrival-run";

    /** Longer than a queue keeps a message, which is fourteen days at most (SQS API reference, SetQueueAttributes). */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final WatchStore watches;
    private final BatchStore batches;
    private final Processes processes;
    private final Runs runs;
    private final RunChains chains;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ArrivalRuns(
            WatchStore watches,
            BatchStore batches,
            Processes processes,
            Runs runs,
            RunChains chains,
            JsonMapper json,
            TransactionTemplate transactions,
            Clock clock) {
        this.watches = watches;
        this.batches = batches;
        this.processes = processes;
        this.runs = runs;
        this.chains = chains;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The run that wrote files, with the longest way behind it. */
    private record Cause(@Nullable String run, int depth) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        UUID batchId = UUID.fromString(id);
        // Said before and outside of the transaction that decides: a refusal would end it.
        String fault = fault(batchId);
        return Objects.requireNonNull(transactions.execute(status -> batches.lockOpen(batchId)
                .map(batch -> decide(tenantId, batch, fault))
                .orElseGet(Next::done)));
    }

    private Next decide(UUID tenantId, Batch batch, @Nullable String fault) {
        Instant now = clock.instant();
        if (batch.dueAt().isAfter(now)) {
            return Next.at(batch.dueAt());
        }
        Optional<Watch> watch = watches.find(batch.watchId());
        if (watch.isEmpty()) {
            batches.decide(batch.id(), Outcome.REMOVED, null, null, now);
            return Next.done();
        }
        // Under the lock of the process, so that two turns see one another's runs.
        ProcessView process = processes.lock(watch.get().processId());
        Cause cause = cause(batch);
        Outcome outcome = outcome(process, cause, fault);
        String run = outcome == Outcome.RUN ? start(tenantId, watch.get(), batch, cause) : null;
        batches.decide(batch.id(), outcome, fault, run, now);
        batches.forget(batch.watchId(), now.minus(REMEMBERED));
        return Next.done();
    }

    private Outcome outcome(ProcessView process, Cause cause, @Nullable String fault) {
        if (process.archivedAt() != null) {
            return Outcome.ARCHIVED;
        }
        if (cause.depth() >= Limits.DEPTH) {
            return Outcome.TOO_DEEP;
        }
        if (chains.isAtRate(process.id(), clock.instant().minus(Limits.WINDOW))) {
            return Outcome.TOO_MANY;
        }
        return fault == null ? Outcome.RUN : Outcome.VALUES;
    }

    private String start(UUID tenantId, Watch watch, Batch batch, Cause cause) {
        JsonNode bound = json.readTree(batch.bound());
        String date = bound.path("date").asString("");
        return runs.requestForArrival(
                tenantId,
                watch.processId(),
                watch.stageId(),
                "files in " + watch.locationKey(),
                date.isEmpty() ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : LocalDate.parse(date),
                bound.path("parameters"),
                cause.run());
    }

    private Cause cause(Batch batch) {
        return batches.causes(batch.id()).stream()
                .map(run -> new Cause(run, chains.depth(run)))
                .max(Comparator.comparingInt(Cause::depth))
                .orElse(new Cause(null, 0));
    }

    /** Why what the names hold does not fit the process; null if it does, or if the process is not published yet. */
    private @Nullable String fault(UUID batchId) {
        record Asked(ProcessView process, UUID stage, JsonNode parameters) {}
        Optional<Asked> found = Objects.requireNonNull(transactions.execute(status -> batches.lockOpen(batchId)
                .flatMap(batch -> watches.find(batch.watchId())
                        .map(watch -> new Asked(
                                processes.byId(watch.processId()),
                                watch.stageId(),
                                json.readTree(batch.bound()).path("parameters"))))));
        if (found.isEmpty() || found.get().parameters().isEmpty()) {
            return null;
        }
        Asked asked = found.get();
        try {
            runs.checkRequest(asked.process(), asked.stage(), asked.parameters());
            return null;
        } catch (ProblemException e) {
            List<FieldProblem> problems = e.problems();
            return problems.isEmpty()
                    ? null
                    : problems.stream().map(FieldProblem::message).collect(Collectors.joining(" "));
        }
    }
}
