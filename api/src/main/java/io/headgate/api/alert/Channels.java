package io.headgate.api.alert;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where a tenant's messages go; the mail addresses of its members. */
@Service
class Channels {

    private static final int MOST = 50;
    private static final int MOST_ADDRESSES = 20;
    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 200;
    private static final int LONGEST_NAME = 80;
    private static final int SHOWN = 4;

    /** A channel with what is needed to send to it. */
    record Open(
            Channel channel, @Nullable URI url, @Nullable String secret) {

        /** What it holds is in no log. */
        @Override
        public String toString() {
            return channel.toString();
        }
    }

    /** What is asked for; see {@link ChannelController.NewChannel}. */
    record Wanted(String name, Channel.Kind kind, List<String> addresses, String url, String secret) {

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final AlertSettings settings;
    private final AuditTrail audit;
    private final Clock clock;

    Channels(JdbcClient jdbc, Sealer sealer, AlertSettings settings, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Channel> list() {
        return jdbc.sql("SELECT * FROM alert_channel WHERE removed_at IS NULL ORDER BY name")
                .query((row, number) -> channel(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Channel get(UUID id) {
        return jdbc.sql("SELECT * FROM alert_channel WHERE id = ? AND removed_at IS NULL")
                .param(id)
                .query((row, number) -> channel(row))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("channel.unknown", "There is no such channel."));
    }

    @Transactional
    public Channel add(UUID tenantId, String actor, Wanted wanted) {
        check(wanted);
        UUID id = UUID.randomUUID();
        @Nullable
        URI url = wanted.kind() == Channel.Kind.EMAIL
                ? null
                : WebhookUrls.read(wanted.url(), settings.allowLocal()).orElseThrow();
        int added = jdbc.sql("""
                        INSERT INTO alert_channel (tenant_id, id, name, kind, addresses, url, secret, host, last_four, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(Arrays.asList(
                        tenantId,
                        id,
                        wanted.name(),
                        wanted.kind().name(),
                        wanted.addresses().toArray(String[]::new),
                        url == null ? null : sealer.seal(tenantId, id, "url", wanted.url()),
                        wanted.kind() == Channel.Kind.WEBHOOK
                                ? sealer.seal(tenantId, id, "secret", wanted.secret())
                                : null,
                        url == null ? null : url.getHost(),
                        url == null ? null : wanted.url().substring(wanted.url().length() - SHOWN),
                        actor,
                        Timestamp.from(clock.instant())))
                .update();
        if (added == 0) {
            throw ProblemException.conflict(
                    "channel.name-taken", "There is a channel '" + wanted.name() + "' already.");
        }
        audit.record(
                tenantId, actor, "channel.add", wanted.name(), wanted.kind().name());
        return get(id);
    }

    /** Takes it away: its secrets are removed at once, its name and log stay. */
    @Transactional
    public void remove(UUID tenantId, String actor, UUID id) {
        Channel channel = get(id);
        jdbc.sql("""
                        UPDATE alert_channel SET removed_at = ?, addresses = '{}', url = CASE WHEN url IS NULL THEN NULL ELSE '' END,
                               secret = CASE WHEN secret IS NULL THEN NULL ELSE '' END WHERE id = ?""").params(Timestamp.from(clock.instant()), id).update();
        jdbc.sql("UPDATE alert_rule SET channels = array_remove(channels, ?)")
                .param(id)
                .update();
        audit.record(tenantId, actor, "channel.remove", channel.name(), "");
    }

    /** The channel with its secrets, if it is still there. */
    @Transactional(readOnly = true)
    public Optional<Open> open(UUID tenantId, UUID id) {
        return jdbc.sql("SELECT * FROM alert_channel WHERE id = ? AND removed_at IS NULL")
                .param(id)
                .query((row, number) -> {
                    @Nullable String url = row.getString("url");
                    @Nullable String secret = row.getString("secret");
                    return new Open(
                            channel(row),
                            url == null ? null : URI.create(sealer.open(tenantId, id, "url", url)),
                            secret == null ? null : sealer.open(tenantId, id, "secret", secret));
                })
                .optional();
    }

    /** Where a member wants alerts: what they said, or their user name if that is an address. */
    @Transactional(readOnly = true)
    public Optional<String> addressOf(String username) {
        return jdbc.sql("SELECT address FROM alert_address WHERE username = ?")
                .param(username)
                .query(String.class)
                .optional()
                .or(() -> Optional.of(username).filter(Mails::isAddress));
    }

    @Transactional
    public void setAddress(UUID tenantId, String username, String address) {
        if (address.isEmpty()) {
            jdbc.sql("DELETE FROM alert_address WHERE username = ?")
                    .param(username)
                    .update();
        } else if (Mails.isAddress(address)) {
            jdbc.sql("""
                            INSERT INTO alert_address VALUES (?, ?, ?, ?) ON CONFLICT (tenant_id, username)
                            DO UPDATE SET address = excluded.address, changed_at = excluded.changed_at""")
                    .params(tenantId, username, address, Timestamp.from(clock.instant()))
                    .update();
        } else {
            throw ProblemException.invalid(
                    "address.invalid", "This is no mail address.", List.of(problem("address.invalid", "/address")));
        }
        audit.record(tenantId, username, "address.set", username, "");
    }

    /** Refuses channels that are not there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean areThere(List<UUID> ids) {
        return ids.stream()
                .allMatch(id -> list().stream().anyMatch(channel -> channel.id().equals(id)));
    }

    private void check(Wanted wanted) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!wanted.name().equals(wanted.name().strip())
                || wanted.name().isEmpty()
                || wanted.name().length() > LONGEST_NAME
                || wanted.name().chars().anyMatch(Character::isISOControl)) {
            problems.add(new FieldProblem(
                    "channel.name", "/name", "A name has 1 to " + LONGEST_NAME + " characters.", null));
        }
        switch (wanted.kind()) {
            case EMAIL -> checkAddresses(wanted.addresses(), problems);
            case WEBHOOK -> {
                checkUrl(wanted.url(), problems);
                if (wanted.secret().length() < SHORTEST_SECRET
                        || wanted.secret().length() > LONGEST_SECRET) {
                    problems.add(new FieldProblem(
                            "channel.secret",
                            "/secret",
                            "The key for signatures has 16 to 200 characters.",
                            "Make a random one, and give it to the receiver."));
                }
            }
            case SLACK -> checkUrl(wanted.url(), problems);
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("channel.invalid", "The channel cannot be made like this.", problems);
        }
        if (wanted.kind() != Channel.Kind.EMAIL && !sealer.isReady()) {
            throw ProblemException.conflict(
                    "channel.no-key",
                    "This installation has no key to keep the channel's secrets with. Platform admins set headgate.alerts.keys.");
        }
        if (list().size() >= MOST) {
            throw ProblemException.conflict("channel.too-many", "There are " + MOST + " channels; remove one first.");
        }
    }

    private static void checkAddresses(List<String> addresses, List<FieldProblem> problems) {
        if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
            problems.add(new FieldProblem(
                    "channel.addresses", "/addresses", "A channel has 1 to " + MOST_ADDRESSES + " addresses.", null));
        }
        for (int i = 0; i < addresses.size(); i++) {
            if (!Mails.isAddress(addresses.get(i))) {
                problems.add(problem("address.invalid", "/addresses/" + i));
            }
        }
    }

    private void checkUrl(String url, List<FieldProblem> problems) {
        if (WebhookUrls.read(url, settings.allowLocal()).isEmpty()) {
            problems.add(new FieldProblem(
                    "channel.url",
                    "/url",
                    "This is not a URL that messages are sent to.",
                    "Give one that begins with https://, on port 443 or 8443, without a user and without #."));
        }
    }

    private static FieldProblem problem(String code, String pointer) {
        return new FieldProblem(code, pointer, "This is no mail address.", "Write it as name@example.com.");
    }

    private static Channel channel(ResultSet row) throws SQLException {
        return new Channel(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("name"),
                Channel.Kind.valueOf(row.getString("kind")),
                Arrays.asList((String[]) row.getArray("addresses").getArray()),
                row.getString("host"),
                row.getString("last_four"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant());
    }
}
