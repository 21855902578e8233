package io.headgate.api.retention;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.work.WorkQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How long the bound tenant keeps runs that have ended. */
@Service
class Retentions {

    static final int LEAST_DAYS = 30;
    static final int MOST_DAYS = 3650;

    private record Kept(@Nullable Integer days, String changedBy, Timestamp changedAt) {}

    private final JdbcClient jdbc;
    private final DueRuns due;
    private final Exports exports;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final Clock clock;

    Retentions(JdbcClient jdbc, DueRuns due, Exports exports, WorkQueue work, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.due = due;
        this.exports = exports;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public RetentionView get(UUID tenantId) {
        Optional<Kept> kept = kept();
        Integer days = kept.map(Kept::days).orElse(null);
        return new RetentionView(
                days,
                kept.map(Kept::changedBy).orElse(null),
                kept.map(found -> found.changedAt().toInstant()).orElse(null),
                days == null ? null : preview(tenantId, days),
                exports.totalRemoved(),
                exports.troubles());
    }

    /** Keeps runs for so many days from now on; null for ever. */
    @Transactional
    public RetentionView set(CurrentTenant tenant, @Nullable Integer days) {
        if (days != null) {
            check(days);
        }
        jdbc.sql("""
                        INSERT INTO retention (tenant_id, days, changed_by, changed_at) VALUES (:tenant, :days, :actor, :now)
                        ON CONFLICT (tenant_id) DO UPDATE SET days = :days, changed_by = :actor, changed_at = :now""")
                .param("tenant", tenant.id())
                .param("days", days)
                .param("actor", tenant.actor())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        audit.record(
                tenant.id(),
                tenant.actor(),
                "retention.set",
                tenant.key(),
                days == null ? "for ever" : days + (days == 1 ? " day" : " days"));
        work.put(tenant.id(), RetentionDay.KIND, RetentionDay.ALL);
        return get(tenant.id());
    }

    /** What would be removed now if runs were kept for so many days. */
    @Transactional(readOnly = true)
    public RetentionView.RunsDue preview(UUID tenantId, int days) {
        check(days);
        return due.count(tenantId, line(days));
    }

    /** Runs that ended before this are to go; empty while they are kept for ever. */
    @Transactional(readOnly = true)
    public Optional<Instant> line() {
        return kept().map(Kept::days).map(this::line);
    }

    /** The begin of a day, so that it can be told as a date. */
    private Instant line(int days) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minusDays(days)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private Optional<Kept> kept() {
        return jdbc.sql("SELECT days, changed_by, changed_at FROM retention")
                .query(Kept.class)
                .optional();
    }

    private static void check(int days) {
        if (days < LEAST_DAYS || days > MOST_DAYS) {
            throw ProblemException.invalid(
                    "retention.invalid",
                    "Ended runs cannot be kept for so long or so short a time.",
                    List.of(new FieldProblem(
                            "retention.days",
                            "/days",
                            "It is " + days + (days == 1 ? " day." : " days."),
                            "Name a number of days from " + LEAST_DAYS + " to " + MOST_DAYS
                                    + ", or none to keep runs for ever.")));
        }
    }
}
