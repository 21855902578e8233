package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a log, put together, are the log, wherever the cluster has cut it when it delivered it. */
class LogPartTests {

    private static final String LOG = "first\n\u001B[32mgrün\u001B[0m 日本\r\n\nlast, without an end";

    @Test
    void withoutAPlaceItIsTheWholeOfAShortLogAndTheEndOfALongOne() {
        LogPart whole = part(LOG, null);
        assertThat(whole.text()).isEqualTo("first\ngrün 日本\n\nlast, without an end");
        assertThat(whole.from()).isZero();

        LogPart end = part("0123456789\n".repeat(200_000), null);
        assertThat(end.text())
                .hasSizeBetween(LogPart.LONGEST - 20, LogPart.LONGEST)
                .startsWith("0123456789\n");
        assertThat(end.from() % 11).isZero();
        assertThat(end.next()).isEqualTo(2_200_000);
    }

    @Test
    void whoeverFollowsALogAtEachOfItsLengthsHasAllOfIt() {
        byte[] all = LOG.getBytes(StandardCharsets.UTF_8);
        String seen = "";
        int next = 0;
        for (int length = 0; length <= all.length; length++) {
            LogPart part = LogPart.of(java.util.Arrays.copyOf(all, length), next, null);
            assertThat(part.from()).isEqualTo(next);
            seen = seen.substring(0, seen.lastIndexOf('\n') + 1) + part.text();
            next = part.next();
        }
        assertThat(seen).isEqualTo(part(LOG, null).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000})
    void aPlaceThatTheLogDoesNotHaveIsThatOfAnotherOneAndItIsToldAnew(int place) {
        assertThat(part(LOG, place)).isEqualTo(part(LOG, null));
    }

    private static LogPart part(String log, Integer place) {
        return LogPart.of(log.getBytes(StandardCharsets.UTF_8), place, "\"t\"");
    }
}
