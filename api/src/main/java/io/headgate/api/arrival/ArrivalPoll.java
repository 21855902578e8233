package io.headgate.api.arrival;

import io.headgate.api.account.AccountQueue;
import io.headgate.api.account.AccountQueues;
import io.headgate.api.account.Preflight;
import io.headgate.api.account.QueueChanged;
import io.headgate.api.account.QueuePreflight;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import io.headgate.connector.queue.QueueMessage;
import io.headgate.connector.queue.TenantQueues;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads the queue of each account, one look after the other, in whichever instance has the lease. */
@Component
class ArrivalPoll implements WorkHandler {

    static final String KIND = "arrivals";

    private final AccountQueues accounts;
    private final TenantQueues queues;
    private final Intake intake;
    private final SourceStore sources;
    private final WorkQueue work;
    private final ArrivalSettings settings;
    private final Clock clock;
    private final Semaphore waiting;

    ArrivalPoll(
            AccountQueues accounts,
            TenantQueues queues,
            Intake intake,
            SourceStore sources,
            WorkQueue work,
            ArrivalSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.queues = queues;
        this.intake = intake;
        this.sources = sources;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
        this.waiting = new Semaphore(settings.waiting());
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** In the transaction that registers the queue or removes it. */
    @EventListener
    void wake(QueueChanged changed) {
        work.put(changed.tenantId(), KIND, changed.accountId().toString());
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        Optional<AccountQueue> queue = accounts.of(UUID.fromString(id));
        if (queue.isEmpty()) {
            return Next.done();
        }
        try {
            boolean found = look(tenantId, queue.get());
            sources.looked(tenantId, queue.get().accountId(), null, clock.instant());
            return Next.at(found ? clock.instant() : clock.instant().plus(settings.pause()));
        } catch (SdkException e) {
            sources.looked(
                    tenantId,
                    queue.get().accountId(),
                    sentence(QueuePreflight.refusal(e, queue.get())),
                    clock.instant());
            return Next.at(clock.instant().plus(settings.trouble()));
        }
    }

    /** Messages are deleted when what they told is committed, and not before: whoever dies in between is told again. */
    private boolean look(UUID tenantId, AccountQueue queue) {
        List<QueueMessage> messages = receive(queue);
        if (messages.isEmpty()) {
            return false;
        }
        intake.take(tenantId, queue, messages);
        queues.delete(queue.role(), queue.arn(), messages);
        return true;
    }

    private List<QueueMessage> receive(AccountQueue queue) {
        boolean mayWait = waiting.tryAcquire();
        try {
            return queues.receive(queue.role(), queue.arn(), mayWait ? settings.patience() : Duration.ZERO);
        } finally {
            if (mayWait) {
                waiting.release();
            }
        }
    }

    private static String sentence(Preflight.Check check) {
        return check.sentence() + " " + check.remedy();
    }
}
