package io.headgate.api.audit;

import io.headgate.api.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the trail of the bound tenant. */
@Component
public class AuditQueries {

    /**
     * Which entries; what is null narrows nothing.
     *
     * @param actor user name of who acted
     * @param about what the action is about: its first word, such as {@code process}
     * @param subject what it was done to, as it was written down
     * @param from at this time or later
     * @param to before this time
     */
    public record Filter(
            @Nullable String actor,
            @Nullable String about,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** After the entry of this time and id. */
    private record Cursor(Instant at, UUID id) {

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
        }

        static Cursor read(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                if (parts.length == 2) {
                    return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
                }
            } catch (IllegalArgumentException | DateTimeException wrong) {
                throw unknown();
            }
            throw unknown();
        }

        private static ProblemException unknown() {
            return ProblemException.invalid(
                    "audit.cursor",
                    "This is no place in the trail: take 'before' from the 'next' of an earlier page.",
                    List.of());
        }
    }

    private final JdbcClient jdbc;

    AuditQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param before where the page begins, as the page before it has told; null for the newest */
    @Transactional(readOnly = true)
    public AuditPage page(UUID tenantId, Filter filter, @Nullable String before, int size) {
        Map<String, Object> values = new HashMap<>(Map.of("tenant", tenantId, "size", size + 1));
        StringBuilder where = new StringBuilder("tenant_id = :tenant");
        add(where, values, "actor", filter.actor(), "actor = :actor");
        add(where, values, "about", filter.about(), "area = :about");
        add(where, values, "subject", filter.subject(), "subject = :subject");
        add(where, values, "from", filter.from() == null ? null : Timestamp.from(filter.from()), "at >= :from");
        add(where, values, "to", filter.to() == null ? null : Timestamp.from(filter.to()), "at < :to");
        if (before != null) {
            Cursor cursor = Cursor.read(before);
            values.put("id", cursor.id());
            add(where, values, "at", Timestamp.from(cursor.at()), "(at, id) < (:at, :id)");
        }
        List<AuditEntry> found = jdbc.sql("SELECT id, at, actor, action, subject, detail FROM audit_entry WHERE "
                        + where + " ORDER BY at DESC, id DESC LIMIT :size")
                .params(values)
                .query((row, number) -> new AuditEntry(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list();
        List<AuditEntry> shown = found.subList(0, Math.min(size, found.size()));
        AuditEntry last = found.size() > size ? shown.getLast() : null;
        return new AuditPage(shown, last == null ? null : new Cursor(last.at(), last.id()).text());
    }

    private static void add(
            StringBuilder where, Map<String, Object> values, String name, @Nullable Object value, String condition) {
        if (value != null) {
            where.append(" AND ").append(condition);
            values.put(name, value);
        }
    }
}
