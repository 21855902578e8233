package io.headgate.api.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down who did what, in the transaction of the deed itself. */
@Component
public class AuditTrail {

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds an entry.
     *
     * @param tenantId the tenant that is bound to the transaction
     * @param actor user name of who acted
     * @param action verb of the deed, such as {@code process.publish}
     * @param subject what it was done to
     * @param detail a few words more; may be empty; never a secret
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(UUID tenantId, String actor, String action, String subject, String detail) {
        jdbc.sql(
                        "INSERT INTO audit_entry (tenant_id, id, at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(tenantId, UUID.randomUUID(), Timestamp.from(clock.instant()), actor, action, subject, detail)
                .update();
    }
}
