package io.headgate.api.arrival;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How it goes with the queues of the bound tenant, and what they told in vain. */
@Repository
class SourceStore {

    private static final int KEPT = 100;

    /** How it goes with a queue. */
    record State(
            @Nullable Timestamp lookedAt,
            @Nullable Timestamp messageAt,
            @Nullable String trouble,
            long files,
            long duplicates,
            long ignored) {

        static final State NEW = new State(null, null, null, 0, 0, 0);
    }

    /** Something that was told in vain. */
    record Vain(Ignored reason, String shown, Instant at) {}

    private final JdbcClient jdbc;

    SourceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that the queue was looked at, and what kept it from being read. */
    @Transactional
    public void looked(UUID tenantId, UUID account, @Nullable String trouble, Instant now) {
        jdbc.sql("""
                        INSERT INTO arrival_source (tenant_id, account_id, looked_at, trouble) VALUES (:tenant, :account, :now, :trouble)
                        ON CONFLICT (tenant_id, account_id) DO UPDATE SET looked_at = :now, trouble = :trouble""")
                .param("tenant", tenantId)
                .param("account", account)
                .param("now", Timestamp.from(now))
                .param("trouble", trouble)
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void count(UUID tenantId, UUID account, int files, int duplicates, Instant now) {
        jdbc.sql("""
                        INSERT INTO arrival_source AS s (tenant_id, account_id, message_at, files, duplicates)
                        VALUES (:tenant, :account, :now, :files, :duplicates)
                        ON CONFLICT (tenant_id, account_id) DO UPDATE
                        SET message_at = :now, files = s.files + :files, duplicates = s.duplicates + :duplicates""")
                .param("tenant", tenantId)
                .param("account", account)
                .param("now", Timestamp.from(now))
                .param("files", files)
                .param("duplicates", duplicates)
                .update();
    }

    /** Keeps what was told in vain and counts it, once however often the message comes; the newest hundred are kept. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ignore(
            UUID tenantId, UUID account, String message, int position, Ignored reason, String shown, Instant now) {
        int fresh = jdbc.sql("""
                        INSERT INTO arrival_ignored (tenant_id, account_id, message_id, position, reason, shown, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(tenantId, account, message, position, reason.name(), shown, Timestamp.from(now))
                .update();
        if (fresh == 0) {
            return;
        }
        jdbc.sql("UPDATE arrival_source SET ignored = ignored + 1 WHERE account_id = ?")
                .param(account)
                .update();
        jdbc.sql("""
                        DELETE FROM arrival_ignored WHERE account_id = :account AND (message_id, position) IN (
                          SELECT message_id, position FROM arrival_ignored WHERE account_id = :account
                          ORDER BY at DESC, message_id, position OFFSET :kept)""").param("account", account).param("kept", KEPT).update();
    }

    @Transactional(readOnly = true)
    public Optional<State> state(UUID account) {
        return jdbc.sql(
                        "SELECT looked_at, message_at, trouble, files, duplicates, ignored FROM arrival_source WHERE account_id = ?")
                .param(account)
                .query(State.class)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<Vain> vain(UUID account, int most) {
        return jdbc.sql("""
                        SELECT reason, shown, at FROM arrival_ignored WHERE account_id = ?
                        ORDER BY at DESC, message_id, position LIMIT ?""")
                .params(account, most)
                .query((row, number) -> new Vain(
                        Ignored.valueOf(row.getString("reason")),
                        row.getString("shown"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
