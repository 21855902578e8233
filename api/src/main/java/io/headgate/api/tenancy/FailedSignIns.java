package io.headgate.api.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.headgate.api.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Counts the failed tries to sign in, and makes whoever guesses wait. A name may be tried {@value #TRIES} times from one address and
 * {@value #TRIES_OF_ALL} times from all of them; then nobody is let try it there before {@link #PAUSE} after the last failure. Refused tries
 * are not counted, so that somebody who only waits gets in again, and a stranger at another address cannot lock an owner out at once.
 *
 * <p>Each instance counts for itself, in memory and for a bounded number of names: a pause that a restart ends is still a pause for
 * whoever guesses.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html">OWASP, login throttling</a>
 */
@Component
class FailedSignIns {

    static final int TRIES = 10;
    static final int TRIES_OF_ALL = 100;
    static final Duration PAUSE = Duration.ofMinutes(10);

    private static final int REMEMBERED = 100_000;

    private record Tried(String username, String address) {}

    private final Cache<Tried, Integer> failures;

    FailedSignIns(Clock clock) {
        this.failures = Caffeine.newBuilder()
                .expireAfterWrite(PAUSE)
                .maximumSize(REMEMBERED)
                .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                .build();
    }

    /** Refuses a try that comes after too many failures; asked before the password is looked at. */
    void check(String username, String address) {
        if (count(here(username, address)) >= TRIES || count(anywhere(username)) >= TRIES_OF_ALL) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "session.too-many-tries",
                    "Too many tries with a wrong password. Wait " + PAUSE.toMinutes() + " minutes, then try again.");
        }
    }

    void failed(String username, String address) {
        failures.asMap().merge(here(username, address), 1, Integer::sum);
        failures.asMap().merge(anywhere(username), 1, Integer::sum);
    }

    /** Who signed in has shown that the tries from this address were the owner's. */
    void succeeded(String username, String address) {
        failures.invalidate(here(username, address));
    }

    private int count(Tried tried) {
        Integer found = failures.getIfPresent(tried);
        return found == null ? 0 : found;
    }

    private static Tried here(String username, String address) {
        return new Tried(username.toLowerCase(Locale.ROOT), address);
    }

    private static Tried anywhere(String username) {
        return here(username, "");
    }
}
