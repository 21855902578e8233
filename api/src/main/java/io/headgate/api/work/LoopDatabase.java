package io.headgate.api.work;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queue as the loops see it: across tenants, by the role of the loops. */
@Component
class LoopDatabase {

    /** An item that this instance may handle until its lease ends. */
    record Claim(UUID tenantId, String kind, String id, long generation, int failures) {}

    private final JdbcClient jdbc;

    LoopDatabase(LoopRole role) {
        this.jdbc = role.jdbc();
    }

    List<Claim> claim(String instance, Instant now, Instant until, int most) {
        return jdbc.sql("""
                        UPDATE work_item w SET leased_until = :until, leased_by = :instance
                        FROM (SELECT tenant_id, kind, id FROM work_item
                              WHERE due_at <= :now AND (leased_until IS NULL OR leased_until < :now)
                              ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED) due
                        WHERE w.tenant_id = due.tenant_id AND w.kind = due.kind AND w.id = due.id
                        RETURNING w.tenant_id, w.kind, w.id, w.generation, w.failures""")
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("instance", instance)
                .param("most", most)
                .query(Claim.class)
                .list();
    }

    /**
     * Prolongs the leases of the items that this instance still handles. An item that somebody is just putting in is left for
     * the next time: one lock of another must not cost all leases, nor make a deadlock.
     */
    void renew(String instance, Collection<Claim> inHand, Instant until) {
        if (inHand.isEmpty()) {
            return;
        }
        List<Object[]> keys = inHand.stream()
                .map(claim -> new Object[] {claim.tenantId(), claim.kind(), claim.id()})
                .toList();
        jdbc.sql("""
                        UPDATE work_item w SET leased_until = :until
                        FROM (SELECT tenant_id, kind, id FROM work_item
                              WHERE (tenant_id, kind, id) IN (:keys) AND leased_by = :instance
                              FOR UPDATE SKIP LOCKED) mine
                        WHERE w.tenant_id = mine.tenant_id AND w.kind = mine.kind AND w.id = mine.id""")
                .param("until", Timestamp.from(until))
                .param("keys", keys)
                .param("instance", instance)
                .update();
    }

    /** Ends a lease. An item that was put in again meanwhile keeps the earlier of both times. */
    void release(String instance, Claim claim, Instant due, int failures) {
        jdbc.sql("""
                        UPDATE work_item SET leased_until = NULL, leased_by = NULL, failures = :failures,
                               due_at = CASE WHEN generation = :generation THEN :due ELSE least(due_at, :due) END
                        WHERE tenant_id = :tenant AND kind = :kind AND id = :id AND leased_by = :instance""")
                .param("failures", failures)
                .param("generation", claim.generation())
                .param("due", Timestamp.from(due))
                .param("tenant", claim.tenantId())
                .param("kind", claim.kind())
                .param("id", claim.id())
                .param("instance", instance)
                .update();
    }

    /** Removes an item that is done, unless it was put in again meanwhile. */
    void finish(String instance, Claim claim, Instant now) {
        int removed = jdbc.sql(
                        "DELETE FROM work_item WHERE tenant_id = ? AND kind = ? AND id = ? AND generation = ? AND leased_by = ?")
                .params(claim.tenantId(), claim.kind(), claim.id(), claim.generation(), instance)
                .update();
        if (removed == 0) {
            release(instance, claim, now, 0);
        }
    }
}
