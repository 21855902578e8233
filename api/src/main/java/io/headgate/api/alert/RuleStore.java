package io.headgate.api.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rules of the bound tenant, and the processes that are silent for a while. */
@Repository
class RuleStore {

    /** Rules with the stages in use that they are about. */
    private static final String SELECT = """
            SELECT r.*, ARRAY(SELECT s.id FROM alert_rule_stage l JOIN stage s ON s.tenant_id = l.tenant_id AND s.id = l.stage_id
                              WHERE l.tenant_id = r.tenant_id AND l.rule_id = r.id AND s.removed_at IS NULL
                              ORDER BY s.position, s.key) AS stages
            FROM alert_rule r
            """;

    /** A rule with the time since when it is as it is. */
    record Kept(Rule rule, Instant since) {}

    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rule that counts: that of the process, else that of the tenant, else the built-in one. */
    @Transactional(readOnly = true)
    public Rule of(UUID processId, AlertKind kind) {
        return jdbc.sql(SELECT + """
                        WHERE kind = ? AND (process_id = ? OR process_id IS NULL)
                        ORDER BY process_id NULLS LAST LIMIT 1""")
                .params(kind.name(), processId)
                .query((row, number) -> kept(row).rule())
                .optional()
                .orElseGet(() -> Rule.builtIn(kind));
    }

    /** The rules of a process, or those of the tenant for null. */
    @Transactional(readOnly = true)
    public List<Rule> ofScope(@Nullable UUID processId) {
        return jdbc.sql(SELECT + "WHERE process_id IS NOT DISTINCT FROM cast(? AS uuid) ORDER BY kind")
                .param(processId == null ? null : processId.toString())
                .query((row, number) -> kept(row).rule())
                .list();
    }

    /** The active rules of a kind, with those of the tenant. */
    @Transactional(readOnly = true)
    public List<Kept> active(AlertKind kind) {
        return jdbc.sql(SELECT + "WHERE kind = ? AND active")
                .param(kind.name())
                .query((row, number) -> kept(row))
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void put(UUID tenantId, Rule rule, String actor, Instant now) {
        UUID id = jdbc.sql("""
                        INSERT INTO alert_rule (tenant_id, id, process_id, kind, active, to_owner, channels, after_seconds,
                                                by_time, zone, day_offset, changed_by, changed_at)
                        VALUES (:tenant, :id, cast(:process AS uuid), :kind, :active, :owner, cast(:channels AS uuid[]), :after,
                                cast(:by AS time), :zone, :offset, :actor, :now)
                        ON CONFLICT (tenant_id, process_id, kind) DO UPDATE
                        SET active = excluded.active, to_owner = excluded.to_owner, channels = excluded.channels,
                            after_seconds = excluded.after_seconds, by_time = excluded.by_time, zone = excluded.zone,
                            day_offset = excluded.day_offset, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        RETURNING id""")
                .param("tenant", tenantId)
                .param("id", UUID.randomUUID())
                .param("process", text(rule.processId()))
                .param("kind", rule.kind().name())
                .param("active", rule.active())
                .param("owner", rule.toOwner())
                .param("channels", array(rule.channels()))
                .param("after", rule.afterSeconds())
                .param("by", text(rule.byTime()))
                .param("zone", rule.zone())
                .param("offset", rule.dayOffset())
                .param("actor", actor)
                .param("now", Timestamp.from(now))
                .query(UUID.class)
                .single();
        jdbc.sql("DELETE FROM alert_rule_stage WHERE rule_id = ?").param(id).update();
        jdbc.sql("INSERT INTO alert_rule_stage SELECT ?, ?, unnest(cast(? AS uuid[]))")
                .params(tenantId, id, array(rule.stages()))
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public int remove(@Nullable UUID processId, AlertKind kind) {
        return jdbc.sql("DELETE FROM alert_rule WHERE process_id IS NOT DISTINCT FROM cast(? AS uuid) AND kind = ?")
                .params(Arrays.asList(text(processId), kind.name()))
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<Instant> mutedUntil(UUID processId, Instant now) {
        return jdbc.sql("SELECT until FROM alert_mute WHERE process_id = ? AND until > ?")
                .params(processId, Timestamp.from(now))
                .query((row, number) -> row.getTimestamp("until").toInstant())
                .optional();
    }

    /** Silences a process until a time; a time in the past makes it heard again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void mute(UUID tenantId, UUID processId, Instant until, String actor) {
        jdbc.sql("""
                        INSERT INTO alert_mute VALUES (?, ?, ?, ?) ON CONFLICT (tenant_id, process_id)
                        DO UPDATE SET until = excluded.until, muted_by = excluded.muted_by""").params(tenantId, processId, Timestamp.from(until), actor).update();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        @Nullable Time by = row.getTime("by_time");
        Rule rule = new Rule(
                row.getObject("process_id", UUID.class),
                AlertKind.valueOf(row.getString("kind")),
                row.getBoolean("active"),
                row.getBoolean("to_owner"),
                ids(row, "channels"),
                ids(row, "stages"),
                row.getObject("after_seconds", Integer.class),
                by == null ? null : row.getObject("by_time", LocalTime.class),
                row.getString("zone"),
                row.getObject("day_offset", Integer.class));
        return new Kept(rule, row.getTimestamp("changed_at").toInstant());
    }

    private static List<UUID> ids(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(UUID.class::cast)
                .toList();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String array(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }
}
