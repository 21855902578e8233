package io.headgate.api.retention;

import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks once a day on which stages of a tenant runs have become due, and lets each of them go on by itself. */
@Component
class RetentionDay implements WorkHandler {

    static final String KIND = "retention";

    /** One item for each tenant. */
    static final String ALL = "all";

    private final Retentions retentions;
    private final DueRuns due;
    private final Exports exports;
    private final WorkQueue work;
    private final RetentionSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RetentionDay(
            Retentions retentions,
            DueRuns due,
            Exports exports,
            WorkQueue work,
            RetentionSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.retentions = retentions;
        this.due = due;
        this.exports = exports;
        this.work = work;
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
        boolean isLimited = Boolean.TRUE.equals(transactions.execute(status -> {
            Optional<Instant> line = retentions.line();
            // One that is under way is looked at in any case: what was chosen may stay now.
            Stream.concat(
                            line.stream().flatMap(before -> due.stages(tenantId, before).stream()),
                            exports.openStages().stream())
                    .distinct()
                    .forEach(stage -> work.put(tenantId, ExportWork.KIND, stage.toString()));
            return line.isPresent();
        }));
        return isLimited ? Next.at(clock.instant().plus(settings.interval())) : Next.done();
    }
}
