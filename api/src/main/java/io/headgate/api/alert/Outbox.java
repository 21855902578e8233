package io.headgate.api.alert;

import io.headgate.api.platform.ProblemException;
import io.headgate.api.work.WorkQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages on their way, each once for its event and target, and the log of what became of them. */
@Repository
class Outbox {

    /** Kind of the work: a delivery, by its id. */
    static final String KIND = "alert-delivery";

    static final String OPENED = "opened";
    static final String TEST = "test";

    /** With delays that grow fourfold up to an hour, the last is half a day after the first. */
    private static final int MOST_TRIES = 16;

    private static final int SHOWN = 100;
    private static final Duration HOUR = Duration.ofHours(1);

    /** A message that has not been sent yet. */
    record Waiting(
            UUID id,
            @Nullable UUID incidentId,
            String event,
            @Nullable UUID channelId,
            @Nullable String owner,
            int tries) {}

    private final JdbcClient jdbc;
    private final WorkQueue work;
    private final AlertSettings settings;
    private final Clock clock;

    Outbox(JdbcClient jdbc, WorkQueue work, AlertSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    /** Lets a target be told of an incident's event, unless it is being told or has been. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(UUID tenantId, UUID incidentId, String event, Target target, Instant due) {
        insert(tenantId, incidentId, event, target, MOST_TRIES, due);
    }

    /** A message that only tells whether messages arrive; it is tried once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID putTest(UUID tenantId, Target target) {
        if (isOverLimit()) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "alert.too-many",
                    "There were " + settings.mostPerHour() + " messages within the last hour. Try again later.");
        }
        return Objects.requireNonNull(insert(tenantId, null, TEST, target, 1, clock.instant()));
    }

    private @Nullable UUID insert(
            UUID tenantId, @Nullable UUID incidentId, String event, Target target, int tries, Instant due) {
        UUID id = UUID.randomUUID();
        int added = jdbc.sql("""
                        INSERT INTO alert_delivery (tenant_id, id, incident_id, event, target, channel_id, owner, state, most_tries, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, ?) ON CONFLICT (tenant_id, incident_id, event, target) DO NOTHING""")
                .params(Arrays.asList(
                        tenantId,
                        id,
                        incidentId,
                        event,
                        target.key(),
                        target.channelId(),
                        target.owner(),
                        tries,
                        Timestamp.from(clock.instant())))
                .update();
        if (added == 0) {
            return null;
        }
        work.put(tenantId, KIND, id.toString(), due);
        return id;
    }

    /** Who has been told that the incident is there. */
    @Transactional(readOnly = true)
    public List<Target> told(UUID incidentId) {
        return jdbc.sql(
                        "SELECT target, channel_id, owner FROM alert_delivery WHERE incident_id = ? AND event = ? AND state = 'SENT'")
                .params(incidentId, OPENED)
                .query((row, number) -> new Target(
                        row.getString("target"), row.getObject("channel_id", UUID.class), row.getString("owner")))
                .list();
    }

    @Transactional(readOnly = true)
    public boolean isOverLimit() {
        return jdbc.sql("SELECT count(*) FROM alert_try WHERE at > ?")
                        .param(Timestamp.from(clock.instant().minus(HOUR)))
                        .query(Integer.class)
                        .single()
                >= settings.mostPerHour();
    }

    /** The delivery if it still has to be sent. */
    @Transactional(readOnly = true)
    public Optional<Waiting> waiting(UUID id) {
        return waiting(id, "");
    }

    private Optional<Waiting> waiting(UUID id, String lock) {
        return jdbc.sql("SELECT * FROM alert_delivery WHERE id = ? AND state = 'WAITING'" + lock)
                .param(id)
                .query((row, number) -> new Waiting(
                        id,
                        row.getObject("incident_id", UUID.class),
                        row.getString("event"),
                        row.getObject("channel_id", UUID.class),
                        row.getString("owner"),
                        row.getInt("tries")))
                .optional();
    }

    /** Writes down a try; the number of tries if there has to be another. */
    @Transactional
    public Optional<Integer> tried(
            UUID tenantId, UUID id, Outcome outcome, @Nullable Integer status, Instant at, Duration took) {
        Optional<Waiting> waiting = waiting(id, " FOR UPDATE");
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        int number = waiting.get().tries() + 1;
        jdbc.sql("INSERT INTO alert_try VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        tenantId, id, number, Timestamp.from(at), outcome.name(), status, (int) took.toMillis()))
                .update();
        String state = jdbc.sql("""
                        UPDATE alert_delivery SET tries = :number,
                            state = CASE WHEN :good THEN 'SENT' WHEN :again AND :number < most_tries THEN 'WAITING' ELSE 'DEAD' END,
                            ended_at = CASE WHEN :good OR NOT :again OR :number >= most_tries THEN cast(:now AS timestamptz) END
                        WHERE id = :id RETURNING state""")
                .param("number", number)
                .param("good", outcome.isGood())
                .param("again", outcome.isWorthATry())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .query(String.class)
                .single();
        return state.equals("WAITING") ? Optional.of(number) : Optional.empty();
    }

    /** Tries a dead one anew. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sendAgain(UUID tenantId, UUID id) {
        int changed = jdbc.sql("""
                        UPDATE alert_delivery SET state = 'WAITING', ended_at = NULL, most_tries = tries + ?
                        WHERE id = ? AND state = 'DEAD' AND event <> 'test'""").params(MOST_TRIES, id).update();
        if (changed == 0) {
            get(id);
            throw ProblemException.conflict(
                    "delivery.not-dead", "This message was sent, is on its way, or was a test: it is not sent again.");
        }
        work.put(tenantId, KIND, id.toString());
    }

    @Transactional(readOnly = true)
    public DeliveryView get(UUID id) {
        return views("d.id = :id", id).stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("delivery.unknown", "There is no such message."));
    }

    /** The newest of all, of an incident, or of a channel. */
    @Transactional(readOnly = true)
    public List<DeliveryView> list(@Nullable UUID incident, @Nullable UUID channel) {
        if (incident != null) {
            return views("d.incident_id = :id", incident);
        }
        return channel != null ? views("d.channel_id = :id", channel) : views("cast(:id AS uuid) IS NULL", null);
    }

    private List<DeliveryView> views(String which, @Nullable UUID id) {
        return jdbc.sql("""
                        SELECT d.*, c.name, t.outcome, t.http_status, t.at AS tried_at FROM alert_delivery d
                        LEFT JOIN alert_channel c ON c.tenant_id = d.tenant_id AND c.id = d.channel_id
                        LEFT JOIN alert_try t ON t.tenant_id = d.tenant_id AND t.delivery_id = d.id AND t.number = d.tries
                        WHERE %s ORDER BY d.created_at DESC, d.id LIMIT %d""".formatted(which, SHOWN))
                .param("id", id)
                .query((row, number) -> view(row))
                .list();
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        @Nullable String outcome = row.getString("outcome");
        return new DeliveryView(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getObject("incident_id", UUID.class),
                row.getString("event"),
                row.getString("name"),
                row.getString("owner"),
                DeliveryView.State.valueOf(row.getString("state")),
                row.getInt("tries"),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getObject("http_status", Integer.class),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("tried_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
