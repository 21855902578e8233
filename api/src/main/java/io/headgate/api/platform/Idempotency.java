package io.headgate.api.platform;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that a caller may send twice: with the header {@code Idempotency-Key}, the second one answers with what the first one
 * made and does nothing. A key counts for one caller of one tenant, one route and one body, for a day. A request that was refused
 * leaves no key behind, so it may be mended and sent again under the same one.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP header field</a>
 */
@Component
public class Idempotency {

    /** Name of the header. */
    public static final String HEADER = "Idempotency-Key";

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

    /**
     * Who asks for what.
     *
     * @param key as the caller chose it; null when it may be done again each time
     * @param route the method and what it is about, such as {@code rerun r123}
     * @param body the request's body
     */
    public record Request(
            UUID tenantId, String principal, @Nullable String key, String route, Object body) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Idempotency(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Does something once for a key, in one transaction with the note that it was done. A request under a key that another one is
     * just using waits for that one's end.
     *
     * @param action what to do; answers the id of what it made
     * @return the id of what this request or an earlier one made
     */
    @Transactional
    public String once(Request request, Supplier<String> action) {
        String key = request.key();
        if (key == null) {
            return action.get();
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency.key-bad",
                    "The header " + HEADER + " must be 1 to 200 visible ASCII characters, for instance a UUID.");
        }
        String hash = Ids.sha256(json.writeValueAsString(List.of(request.route(), request.body()))
                .getBytes(StandardCharsets.UTF_8));
        Instant now = clock.instant();
        jdbc.sql("DELETE FROM idempotency_key WHERE tenant_id = ? AND created_at < ?")
                .params(request.tenantId(), Timestamp.from(now.minus(KEPT)))
                .update();
        boolean isFirst = jdbc.sql("""
                        INSERT INTO idempotency_key (tenant_id, principal, key, request, created_at) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING""")
                        .params(request.tenantId(), request.principal(), key, hash, Timestamp.from(now))
                        .update()
                == 1;
        return isFirst ? first(request, key, action) : again(request, key, hash);
    }

    private String first(Request request, String key, Supplier<String> action) {
        String subject = action.get();
        jdbc.sql("UPDATE idempotency_key SET subject = ? WHERE tenant_id = ? AND principal = ? AND key = ?")
                .params(subject, request.tenantId(), request.principal(), key)
                .update();
        return subject;
    }

    private String again(Request request, String key, String hash) {
        record Earlier(String request, String subject) {}
        Earlier earlier = jdbc.sql(
                        "SELECT request, subject FROM idempotency_key WHERE tenant_id = ? AND principal = ? AND key = ?")
                .params(request.tenantId(), request.principal(), key)
                .query(Earlier.class)
                .single();
        if (!earlier.request().equals(hash)) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency.other-request",
                    "The same " + HEADER + " came with another request before. Use a new key for each request, "
                            + "and the same one only to send that request again.");
        }
        return earlier.subject();
    }
}
