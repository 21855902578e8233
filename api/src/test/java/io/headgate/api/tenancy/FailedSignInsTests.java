package io.headgate.api.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.platform.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailedSignInsTests {

    private final Hand clock = new Hand();
    private final FailedSignIns failed = new FailedSignIns(clock);

    @Test
    void aTryIsRefusedUntilThePauseIsOver() {
        fail("ann", "here", FailedSignIns.TRIES);
        refused("ann", "here");
        refused("ANN", "here");

        clock.now = clock.now.plus(FailedSignIns.PAUSE).minusSeconds(1);
        refused("ann", "here");
        clock.now = clock.now.plusSeconds(2);
        let("ann", "here");
    }

    @Test
    void aStrangerDoesNotLockTheOwnerOutAtOnceButManyDo() {
        fail("ann", "there", FailedSignIns.TRIES);
        let("ann", "here");
        let("bob", "there");

        for (int i = 1; i < FailedSignIns.TRIES_OF_ALL / FailedSignIns.TRIES; i++) {
            fail("ann", "there " + i, FailedSignIns.TRIES);
        }
        refused("ann", "here");
        let("bob", "here");
    }

    @Test
    void whoSignsInBeginsAnew() {
        fail("ann", "here", FailedSignIns.TRIES - 1);
        failed.succeeded("ann", "here");
        fail("ann", "here", FailedSignIns.TRIES - 1);
        let("ann", "here");
    }

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            let(name, address);
            failed.failed(name, address);
        }
    }

    private void let(String name, String address) {
        assertThatCode(() -> failed.check(name, address)).doesNotThrowAnyException();
    }

    private void refused(String name, String address) {
        assertThatThrownBy(() -> failed.check(name, address))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo("session.too-many-tries"));
    }

    /** A clock that goes when it is told to. */
    private static final class Hand extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
