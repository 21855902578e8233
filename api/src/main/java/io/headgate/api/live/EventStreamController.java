package io.headgate.api.live;

import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of a tenant's events. A browser that comes back names the last event that it saw and misses none. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/events")
@Tag(name = "events")
class EventStreamController implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreamController.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int AT_ONCE = 500;

    private record Row(long seq, String type, String payload) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TenantSignals signals;
    private final Semaphore streams;
    private volatile boolean running;

    EventStreamController(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            TenantSignals signals,
            @Value("${headgate.live.streams}") int streams) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.signals = signals;
        this.streams = new Semaphore(streams);
    }

    /**
     * The events of the tenant, one after another, in the order of their commits. It never ends by itself, and has a
     * {@code heartbeat} when nothing has come for ten seconds. Refused (503) while too many listen.
     *
     * @param lastSeen id of the last event that was seen: those after it come. Without it, only what is new comes.
     *     Events are kept for seven days
     */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public SseEmitter stream(
            CurrentTenant tenant, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastSeen) {
        if (!streams.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "events.too-many",
                    "Too many screens are followed live at the moment. Try again in a few seconds.");
        }
        SseEmitter emitter = new SseEmitter(0L);
        Thread.ofPlatform().daemon().name("events-" + tenant.key()).start(() -> {
            try {
                send(emitter, tenant.id(), lastSeen);
            } finally {
                streams.release();
            }
        });
        return emitter;
    }

    private void send(SseEmitter emitter, UUID tenantId, @Nullable String lastSeen) {
        try (TenantSignals.Waiter waiter = signals.listen(Set.of(tenantId))) {
            long seen =
                    lastSeen != null && lastSeen.matches("[0-9]{1,18}") ? Long.parseLong(lastSeen) : newest(tenantId);
            emitter.send(
                    SseEmitter.event().id(String.valueOf(seen)).name("hello").data("{}", MediaType.APPLICATION_JSON));
            while (running) {
                List<Row> rows = after(tenantId, seen);
                for (Row row : rows) {
                    emitter.send(SseEmitter.event()
                            .id(String.valueOf(row.seq()))
                            .name(row.type())
                            .data(row.payload(), MediaType.APPLICATION_JSON));
                    seen = row.seq();
                }
                if (rows.size() < AT_ONCE && !waiter.await(HEARTBEAT)) {
                    emitter.send(SseEmitter.event().name("heartbeat").data("{}", MediaType.APPLICATION_JSON));
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("A listener left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    private long newest(UUID tenantId) {
        return inTenant(
                tenantId,
                () -> jdbc.sql("SELECT coalesce(max(seq), 0) FROM event WHERE tenant_id = ?")
                        .param(tenantId)
                        .query(Long.class)
                        .single());
    }

    private List<Row> after(UUID tenantId, long seen) {
        return inTenant(
                tenantId,
                () -> jdbc.sql(
                                "SELECT seq, type, payload FROM event WHERE tenant_id = ? AND seq > ? ORDER BY seq LIMIT ?")
                        .params(tenantId, seen, AT_ONCE)
                        .query(Row.class)
                        .list());
    }

    private <T> T inTenant(UUID tenantId, java.util.function.Supplier<T> query) {
        return Scope.ofTenant(
                tenantId, () -> java.util.Objects.requireNonNull(transactions.execute(status -> query.get())));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
