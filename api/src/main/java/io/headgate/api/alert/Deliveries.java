package io.headgate.api.alert;

import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * Sends what is in the outbox. One message of a tenant at a time and three in all: receivers that take their time keep neither
 * runs nor other tenants from their turn.
 */
@Component
class Deliveries implements WorkHandler {

    private static final int AT_ONCE = 3;
    private static final Duration BUSY = Duration.ofMillis(500);
    private static final Duration OVER_LIMIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int FACTOR = 4;

    private final Outbox outbox;
    private final Channels channels;
    private final Messages messages;
    private final Webhooks webhooks;
    private final Mails mails;
    private final AlertSettings settings;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<UUID> sending = ConcurrentHashMap.newKeySet();

    Deliveries(
            Outbox outbox,
            Channels channels,
            Messages messages,
            Webhooks webhooks,
            Mails mails,
            AlertSettings settings,
            Clock clock) {
        this.outbox = outbox;
        this.channels = channels;
        this.messages = messages;
        this.webhooks = webhooks;
        this.mails = mails;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Outbox.KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        if (!sending.add(tenantId)) {
            return Next.at(clock.instant().plus(BUSY));
        }
        try {
            if (!places.tryAcquire()) {
                return Next.at(clock.instant().plus(BUSY));
            }
            try {
                return outbox.waiting(UUID.fromString(id))
                        .map(waiting -> outbox.isOverLimit()
                                ? Next.at(clock.instant().plus(OVER_LIMIT))
                                : tryOnce(tenantId, waiting))
                        .orElse(Next.done());
            } finally {
                places.release();
            }
        } finally {
            sending.remove(tenantId);
        }
    }

    private Next tryOnce(UUID tenantId, Outbox.Waiting waiting) {
        Instant began = clock.instant();
        Webhooks.Answer answer = send(tenantId, waiting);
        Duration took = Duration.between(began, clock.instant());
        Optional<Integer> again = outbox.tried(tenantId, waiting.id(), answer.outcome(), answer.status(), began, took);
        return again.map(tries -> Next.at(clock.instant().plus(delay(tries)))).orElse(Next.done());
    }

    /** Half of it by chance, so that what failed together does not come back together. */
    private Duration delay(int tries) {
        Duration full = settings.retry();
        for (int i = 1; i < tries && full.compareTo(LONGEST_DELAY) < 0; i++) {
            full = full.multipliedBy(FACTOR);
        }
        long millis = Math.min(full.toMillis(), LONGEST_DELAY.toMillis());
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    private Webhooks.Answer send(UUID tenantId, Outbox.Waiting waiting) {
        Message message = messages.of(tenantId, waiting.id(), waiting.event(), waiting.incidentId());
        if (waiting.channelId() == null) {
            return channels.addressOf(Objects.requireNonNull(waiting.owner()))
                    .map(address -> only(mails.send(waiting.id(), List.of(address), message)))
                    .orElseGet(() -> only(Outcome.NO_ADDRESS));
        }
        try {
            return channels.open(tenantId, waiting.channelId())
                    .map(open -> send(waiting.id(), open, message))
                    .orElseGet(() -> only(Outcome.NO_CHANNEL));
        } catch (Sealer.UnsealableException e) {
            return only(Outcome.NO_KEY);
        }
    }

    private Webhooks.Answer send(UUID delivery, Channels.Open open, Message message) {
        return switch (open.channel().kind()) {
            case EMAIL -> only(mails.send(delivery, open.channel().addresses(), message));
            case SLACK -> webhooks.post(url(open), message.slack(), Map.of());
            case WEBHOOK ->
                webhooks.post(
                        url(open),
                        message.json(),
                        Signatures.headers(
                                delivery, clock.instant(), Objects.requireNonNull(open.secret()), message.json()));
        };
    }

    private static URI url(Channels.Open open) {
        return Objects.requireNonNull(open.url());
    }

    private static Webhooks.Answer only(Outcome outcome) {
        return new Webhooks.Answer(outcome, null);
    }
}
