package io.headgate.api.schedule;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The holiday calendars of the bound tenant. */
@Repository
class CalendarStore {

    /** A calendar in the list. */
    record CalendarSummary(UUID id, String name, int days) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    CalendarStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<CalendarSummary> all() {
        return jdbc.sql("""
                        SELECT c.id, c.name, (SELECT count(*) FROM holiday h
                                              WHERE h.tenant_id = c.tenant_id AND h.calendar_id = c.id)::integer AS days
                        FROM calendar c ORDER BY lower(c.name), c.id""").query(CalendarSummary.class).list();
    }

    /** The name of a calendar; empty if there is none. */
    @Transactional(readOnly = true)
    public Optional<String> name(UUID id) {
        return jdbc.sql("SELECT name FROM calendar WHERE id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** The name of a calendar, which is locked until the transaction ends; empty if there is none. */
    @Transactional
    public Optional<String> lock(UUID id) {
        return jdbc.sql("SELECT name FROM calendar WHERE id = ? FOR UPDATE")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** The holidays of a calendar, by their days. */
    @Transactional(readOnly = true)
    public SortedMap<LocalDate, String> days(UUID id) {
        SortedMap<LocalDate, String> days = new TreeMap<>();
        jdbc.sql("SELECT day, name FROM holiday WHERE calendar_id = ?")
                .param(id)
                .query(row -> {
                    days.put(row.getObject("day", LocalDate.class), row.getString("name"));
                });
        return days;
    }

    /** Makes a calendar or names it anew; false if another has that name. */
    @Transactional
    public boolean save(UUID tenantId, UUID id, String name, String actor) {
        boolean taken = jdbc.sql("SELECT EXISTS (SELECT 1 FROM calendar WHERE name = ? AND id <> ?)")
                .params(name, id)
                .query(Boolean.class)
                .single();
        if (taken) {
            return false;
        }
        return jdbc.sql("""
                                INSERT INTO calendar (tenant_id, id, name, updated_by, updated_at) VALUES (?, ?, ?, ?, ?)
                                ON CONFLICT (tenant_id, id) DO UPDATE
                                SET name = excluded.name, updated_by = excluded.updated_by, updated_at = excluded.updated_at""")
                        .params(tenantId, id, name, actor, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** Puts these holidays in the place of those that were there. */
    @Transactional
    public void replaceDays(UUID tenantId, UUID id, Map<LocalDate, String> days) {
        jdbc.sql("DELETE FROM holiday WHERE calendar_id = ?").param(id).update();
        jdbc.sql("""
                        INSERT INTO holiday (tenant_id, calendar_id, day, name)
                        SELECT :tenant, :calendar, d.day, d.name
                        FROM unnest(cast(:days AS date[]), cast(:names AS text[])) AS d (day, name)""")
                .param("tenant", tenantId)
                .param("calendar", id)
                .param("days", days.keySet().stream().map(LocalDate::toString).toArray(String[]::new))
                .param("names", days.values().toArray(String[]::new))
                .update();
    }

    @Transactional
    public void remove(UUID id) {
        jdbc.sql("DELETE FROM holiday WHERE calendar_id = ?").param(id).update();
        jdbc.sql("DELETE FROM calendar WHERE id = ?").param(id).update();
    }
}
