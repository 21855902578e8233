package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.platform.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Callers and called runs, moved by everybody at once and in any order: no two transactions wait for each other, no call is made
 * twice, and when every step has ended all runs have ended, each caller after what it called.
 */
class CallInterleavingTests extends CallTestBase {

    private static final int CALLERS = 4;
    private static final int THREADS = 8;
    private static final int DEEDS = 40;

    private Live whole;
    private Random random;

    @BeforeEach
    void aProcessThatCallsTwice() {
        random = new Random();
        whole = live(
                "whole",
                "[]",
                call("c1", "leaf", SUM, ",\"retries\":{\"count\":1,\"delay\":\"PT0S\"}") + "," + call("c2", "leaf")
                        + ",{\"key\":\"c3\",\"label\":\"Use\",\"type\":\"sql-rule\",\"settings\":{\"sql\":\"SELECT a FROM c1\"}}",
                "c1>c3");
    }

    @Test
    void manyAtOnceNeitherMeetInADeadlockNorLeaveARunBehind() throws Exception {
        int deadlocks = deadlocks();
        List<String> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(running(whole));
        }
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            for (int thread = 0; thread < THREADS; thread++) {
                threads.add(executor.submit(() -> {
                    for (int deed = 0; deed < DEEDS; deed++) {
                        doSomething(callers.get(random.nextInt(callers.size())));
                    }
                }));
            }
        }
        for (Future<?> thread : threads) {
            thread.get();
        }
        callers.forEach(this::finish);

        assertThat(callers).allSatisfy(caller -> {
            List<Run> called = called(caller);
            assertThat(called).allMatch(run -> !run.isOpen());
            Run own = run(tenant, caller);
            assertThat(own.state().isSettled()).isTrue();
            assertThat(called)
                    .as("each has ended before its caller")
                    .allMatch(run -> !run.endedAt().isAfter(own.endedAt()));
            assertThat(called.stream()
                            .map(run -> run.calledFrom().component()
                                    + run.calledFrom().attempt()))
                    .doesNotHaveDuplicates();
            assertThat(called).hasSizeLessThanOrEqualTo(3);
        });
        assertThat(tenants.query(tenant.id(), String.class, "SELECT run_id FROM run_place"))
                .as("no place is left behind")
                .isEmpty();
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    private void doSomething(String caller) {
        switch (random.nextInt(24)) {
            case 0 -> stop(caller);
            case 1 -> exit(whole, caller);
            case 2 -> someCall(caller, this::stop);
            case 3, 4, 5, 6 -> askInAnyState(whole, caller, 1 + random.nextInt(3));
            case 7, 8, 9 -> look(caller);
            case 10, 11 -> admit(leaf);
            case 12, 13 -> someCall(caller, run -> gate(leaf, run));
            case 14, 15, 16 -> someCall(caller, run -> askInAnyState(leaf, run, 1 + random.nextInt(2)));
            case 17 -> someCall(caller, run -> exit(leaf, run));
            case 18 -> moveSomeAttempt(caller);
            default -> someCall(caller, this::moveSomeAttempt);
        }
    }

    private void someCall(String caller, Consumer<String> deed) {
        List<Run> called = called(caller);
        if (!called.isEmpty()) {
            deed.accept(called.get(random.nextInt(called.size())).id());
        }
    }

    private void stop(String run) {
        try {
            act(tenant, () -> runs.stop(tenant.id(), run, "test"));
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo("run.over");
        }
    }

    private void askInAnyState(Live live, String run, int n) {
        try {
            ask(live, run, n);
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo("callback.too-early");
        }
    }

    private void moveSomeAttempt(String run) {
        List<Attempt> all = attempts(tenant, run);
        if (!all.isEmpty()) {
            move(all.get(random.nextInt(all.size())), random.nextInt(3));
        }
    }

    private void move(Attempt attempt, int how) {
        act(tenant, () -> {
            transitions.submitting(tenant.id(), attempt.id(), tenant.cluster(), Instant.now());
            transitions.submitted(tenant.id(), attempt.id(), "s");
            switch (how) {
                case 0 -> transitions.failed(tenant.id(), attempt.id(), null, ERROR);
                case 1 -> transitions.succeeded(tenant.id(), attempt.id(), new StepResult(ROWS, null));
                default -> transitions.running(tenant.id(), attempt.id(), Instant.now());
            }
        });
    }

    /** Airflow and the cluster come to their end, and the queue's work is done until nothing is left of it. */
    private void finish(String caller) {
        for (int round = 0; round < 10 && run(tenant, caller).isOpen(); round++) {
            exit(whole, caller);
            look(caller);
            admit(leaf);
            called(caller).forEach(run -> {
                gate(leaf, run.id());
                exit(leaf, run.id());
                endSteps(run.id());
            });
            endSteps(caller);
            look(caller);
        }
    }

    private void endSteps(String run) {
        attempts(tenant, run).stream()
                .filter(attempt -> !attempt.state().isTerminal())
                .forEach(attempt -> move(attempt, 1));
    }

    private int deadlocks() {
        return tenants.query(
                        tenant.id(),
                        Integer.class,
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .getFirst();
    }
}
