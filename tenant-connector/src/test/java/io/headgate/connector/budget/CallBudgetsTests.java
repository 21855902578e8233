package io.headgate.connector.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.connector.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallBudgetsTests {

    private static final String ACCOUNT = "222222222222";
    private static final String REGION = "eu-central-1";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final CallBudgets budgets = new CallBudgets(clock);

    @Test
    void aBurstIsGrantedAndThenOneCallForEachRefill() {
        assertThat(granted(EmrCall.LIST_STEPS, 50)).isEqualTo(10);
        clock.advance(Duration.ofMillis(1999));
        assertThat(granted(EmrCall.LIST_STEPS, 50)).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(granted(EmrCall.LIST_STEPS, 50)).isEqualTo(1);
    }

    @Test
    void asManyCallsAreGrantedWhenTheyAreAskedForInSmallSteps() {
        granted(EmrCall.LIST_STEPS, 10);
        int granted = 0;
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofMillis(100));
            granted += granted(EmrCall.LIST_STEPS, 1);
        }
        assertThat(granted).isBetween(49, 50);
    }

    @Test
    void aLongPauseRefillsNoMoreThanTheBurst() {
        granted(EmrCall.CANCEL_STEPS, 10);
        clock.advance(Duration.ofDays(1));
        assertThat(granted(EmrCall.CANCEL_STEPS, 50)).isEqualTo(10);
    }

    @Test
    void aCallThatMustBeMadeAllTheSameMakesTheNextCallerWaitTheLonger() {
        granted(EmrCall.LIST_STEPS, 10);
        budgets.charge(ACCOUNT, REGION, EmrCall.LIST_STEPS);
        budgets.charge(ACCOUNT, REGION, EmrCall.LIST_STEPS);

        clock.advance(Duration.ofMillis(5900));
        assertThat(granted(EmrCall.LIST_STEPS, 1)).isZero();
        clock.advance(Duration.ofMillis(200));
        assertThat(granted(EmrCall.LIST_STEPS, 2)).isEqualTo(1);
    }

    @Test
    void kindsAccountsAndRegionsHaveBudgetsOfTheirOwn() {
        granted(EmrCall.LIST_STEPS, 50);

        assertThat(budgets.tryTake(ACCOUNT, REGION, EmrCall.LIST_STEPS)).isFalse();
        assertThat(budgets.tryTake(ACCOUNT, REGION, EmrCall.ADD_JOB_FLOW_STEPS)).isTrue();
        assertThat(budgets.tryTake(ACCOUNT, "us-east-1", EmrCall.LIST_STEPS)).isTrue();
        assertThat(budgets.tryTake("333333333333", REGION, EmrCall.LIST_STEPS)).isTrue();
    }

    @Test
    void manyAtOnceGetNoMoreThanOneAlone() {
        AtomicInteger granted = new AtomicInteger();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 200; i++) {
                threads.submit(() -> granted.addAndGet(granted(EmrCall.DESCRIBE_CLUSTER, 1)));
            }
        }
        assertThat(granted).hasValue(10);
    }

    private int granted(EmrCall call, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += budgets.tryTake(ACCOUNT, REGION, call) ? 1 : 0;
        }
        return granted;
    }
}
