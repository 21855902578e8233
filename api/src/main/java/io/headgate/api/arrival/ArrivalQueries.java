package io.headgate.api.arrival;

import io.headgate.api.account.AccountQueue;
import io.headgate.api.account.AccountQueues;
import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.arrival.ArrivalsView.BatchView;
import io.headgate.api.arrival.ArrivalsView.IgnoredView;
import io.headgate.api.arrival.ArrivalsView.QueueView;
import io.headgate.api.arrival.ArrivalsView.WatchView;
import io.headgate.api.process.Processes;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.Role;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the screens show of arrivals. Names of files are for authors, as everywhere. */
@Service
class ArrivalQueries {

    private static final int BATCHES = 5;
    private static final int PATHS = 3;
    private static final int IGNORED = 10;

    private final WatchStore watches;
    private final BatchStore batches;
    private final SourceStore sources;
    private final Processes processes;
    private final Stages stages;
    private final Accounts accounts;
    private final AccountQueues queues;

    ArrivalQueries(
            WatchStore watches,
            BatchStore batches,
            SourceStore sources,
            Processes processes,
            Stages stages,
            Accounts accounts,
            AccountQueues queues) {
        this.watches = watches;
        this.batches = batches;
        this.sources = sources;
        this.processes = processes;
        this.stages = stages;
        this.accounts = accounts;
        this.queues = queues;
    }

    @Transactional(readOnly = true)
    public ArrivalsView of(UUID tenantId, String key, Role role) {
        boolean seesNames = role.covers(Role.AUTHOR);
        List<WatchView> watched = watches.of(processes.get(tenantId, key).id()).stream()
                .map(watch -> view(watch, seesNames))
                .toList();
        List<IgnoredView> ignored = !seesNames
                ? List.of()
                : stages.all(tenantId).stream()
                        .flatMap(stage -> account(tenantId, stage).stream())
                        .distinct()
                        .flatMap(account -> sources.vain(account, IGNORED).stream())
                        .map(vain ->
                                new IgnoredView(vain.reason(), vain.reason().sentence(), vain.shown(), vain.at()))
                        .sorted(Comparator.comparing(IgnoredView::at).reversed())
                        .limit(IGNORED)
                        .toList();
        return new ArrivalsView(
                watched,
                stages.all(tenantId).stream()
                        .map(stage -> queue(tenantId, stage))
                        .toList(),
                ignored);
    }

    private WatchView view(Watch watch, boolean seesNames) {
        return new WatchView(
                watch.id(),
                stages.byId(watch.stageId()).key(),
                watch.locationKey(),
                watch.pattern(),
                watch.gather(),
                watch.minutes(),
                watch.createdBy(),
                watch.createdAt(),
                batches.latest(watch.id(), BATCHES).stream()
                        .map(batch -> view(batch, seesNames))
                        .toList());
    }

    private BatchView view(BatchStore.Batch batch, boolean seesNames) {
        return new BatchView(
                batch.files(),
                seesNames ? batches.paths(batch.id(), PATHS) : List.of(),
                batch.firstAt(),
                batch.outcome() == null ? batch.dueAt() : null,
                batch.outcome(),
                Outcome.sentence(batch.outcome(), batch.told()),
                batch.run());
    }

    private Optional<UUID> account(UUID tenantId, StageView stage) {
        return accounts.computeTarget(tenantId, stage.id()).map(ComputeTarget::accountId);
    }

    private QueueView queue(UUID tenantId, StageView stage) {
        Optional<UUID> account = account(tenantId, stage);
        Optional<AccountQueue> queue = account.flatMap(queues::of);
        SourceStore.State state =
                queue.flatMap(found -> sources.state(found.accountId())).orElse(SourceStore.State.NEW);
        return new QueueView(
                stage.key(),
                queue.isPresent(),
                state.trouble(),
                instant(state.lookedAt()),
                instant(state.messageAt()),
                state.files(),
                state.duplicates(),
                state.ignored());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
