package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes in whatever order, twice or too late: no state is left by a way that does not exist, and when every step has
 * ended and Airflow is through, the run has ended, once.
 */
class RunInterleavingTests extends RunTestBase {

    private static final int GRAPHS = Integer.getInteger("graphs", 3);
    private static final int RUNS_A_GRAPH = 4;
    private static final int DEEDS = 40;

    private static final Map<RunState, Set<RunState>> LEGAL = new EnumMap<>(Map.of(
            RunState.STARTING, Set.of(RunState.RUNNING, RunState.STOPPING, RunState.STOPPED, RunState.FAILED),
            RunState.RUNNING,
                    Set.of(RunState.STOPPING, RunState.SETTLING, RunState.SUCCEEDED, RunState.FAILED, RunState.STOPPED),
            RunState.SETTLING, Set.of(RunState.STOPPING, RunState.STOPPED, RunState.SUCCEEDED, RunState.FAILED),
            RunState.STOPPING, Set.of(RunState.STOPPED)));

    private TestTenant tenant;
    private Random random;
    private int size;

    static List<Long> seeds() {
        Long given = Long.getLong("seed");
        return given == null ? new Random().longs(GRAPHS).boxed().toList() : List.of(given);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRunNeverGoesAnIllegalWayNeverSticksAndEndsOnce(long seed) {
        random = new Random(seed);
        tenant = tenants.create(graph());
        for (int i = 0; i < RUNS_A_GRAPH; i++) {
            String run = starting(tenant);
            List<RunState> seen = new ArrayList<>(List.of(RunState.STARTING));
            for (int deed = 0; deed < DEEDS; deed++) {
                doSomething(run);
                see(run, seen);
            }
            finish(run);
            see(run, seen);

            assertThat(run(tenant, run).state().isSettled())
                    .as("seed %d: %s", seed, seen)
                    .isTrue();
            for (int step = 1; step < seen.size(); step++) {
                assertThat(LEGAL.getOrDefault(seen.get(step - 1), Set.of()))
                        .as("seed %d: %s", seed, seen)
                        .contains(seen.get(step));
            }
            everyEndFits(run);
            assertThat(settlements(run)).as("seed %d", seed).isEqualTo(1);
        }
    }

    /** Everybody at once: users who stop and ask for runs, Airflow, the cluster's turns, admission, the reconciler's end. */
    @Test
    void manyAtOnceNeitherMeetInADeadlockNorLeaveARunBehind() throws Exception {
        random = new Random();
        tenant = tenants.create(graph());
        int deadlocks = deadlocks();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < RUNS_A_GRAPH; i++) {
            ids.add(starting(tenant));
        }
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            for (int thread = 0; thread < 8; thread++) {
                threads.add(executor.submit(() -> {
                    for (int deed = 0; deed < DEEDS; deed++) {
                        doSomething(ids.get(random.nextInt(ids.size())));
                        if (random.nextInt(10) == 0) {
                            act(tenant, () -> runs.request(tenant.id(), "work", "test", null, null));
                            act(
                                    tenant,
                                    () -> admission.handle(
                                            tenant.id(), tenant.process().id().toString()));
                        }
                    }
                }));
            }
        }
        for (Future<?> thread : threads) {
            thread.get();
        }
        ids.forEach(this::finish);

        assertThat(ids).allSatisfy(id -> {
            assertThat(run(tenant, id).state().isSettled()).isTrue();
            assertThat(settlements(id)).isEqualTo(1);
        });
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    private int deadlocks() {
        return tenants.query(
                        tenant.id(),
                        Integer.class,
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .getFirst();
    }

    private Node[] graph() {
        size = 2 + random.nextInt(4);
        Node[] nodes = new Node[size];
        for (int n = 1; n <= size; n++) {
            List<Integer> before = new ArrayList<>();
            for (int earlier = 1; earlier < n; earlier++) {
                if (random.nextInt(3) == 0) {
                    before.add(earlier);
                }
            }
            boolean isDisabled = !before.isEmpty() && random.nextInt(5) == 0;
            nodes[n - 1] = new Node(before, isDisabled, random.nextInt(3), condition(before));
        }
        return nodes;
    }

    /** Mostly none; else one that holds, one that does not, or one that cannot be decided, for results here have no rows. */
    private String condition(List<Integer> before) {
        if (before.isEmpty()) {
            return "";
        }
        return switch (random.nextInt(8)) {
            case 0 -> "result.c" + before.getFirst() + ".ran";
            case 1 -> "!result.c" + before.getFirst() + ".ran";
            case 2 -> "result.c" + before.getFirst() + ".rowsOut > 1";
            default -> "";
        };
    }

    private void doSomething(String run) {
        int n = 1 + random.nextInt(size);
        switch (random.nextInt(40)) {
            case 0 -> stop(run);
            case 1 -> exit(run);
            case 2, 3, 4 -> act(tenant, () -> callbacks.gate(tenant.view(), tenant.dagId(), run));
            case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 -> askInAnyState(run, n);
            case 18, 19 ->
                act(
                        tenant,
                        () -> waits.over(
                                tenant.id(),
                                List.of(new CallbackController.Wait("w", "", tenant.dagId(), run, "W" + n))));
            default -> moveSomeAttempt(run);
        }
    }

    private void askInAnyState(String run, int n) {
        try {
            ask(tenant, run, n);
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo("callback.too-early");
        }
    }

    private void stop(String run) {
        try {
            act(tenant, () -> runs.stop(tenant.id(), run, "test"));
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo("run.over");
        }
    }

    private void exit(String run) {
        act(tenant, () -> callbacks.exit(tenant.dagId(), run));
    }

    /** What the cluster's turn might tell of any attempt, in any order, also long after it has ended. */
    private void moveSomeAttempt(String run) {
        List<Attempt> all = attempts(tenant, run);
        if (all.isEmpty()) {
            return;
        }
        Attempt attempt = all.get(random.nextInt(all.size()));
        Instant now = Instant.now();
        act(tenant, () -> {
            switch (random.nextInt(8)) {
                case 0 -> transitions.submitting(tenant.id(), attempt.id(), tenant.cluster(), now.plusSeconds(60));
                case 1 -> transitions.submitted(tenant.id(), attempt.id(), "s-" + random.nextInt(100));
                case 2 -> transitions.notSubmitted(tenant.id(), attempt.id(), since(attempt), now, null);
                case 3 -> transitions.running(tenant.id(), attempt.id(), now);
                case 4 -> succeed(attempt);
                case 5 -> fail(attempt);
                case 6 -> cancel(attempt);
                default -> transitions.cancelCalled(tenant.id(), attempt.id());
            }
        });
    }

    /** Only a step that EMR has can end. */
    private static boolean isOnEmr(Attempt attempt) {
        return attempt.state() != AttemptState.QUEUED && attempt.state() != AttemptState.SUBMITTING;
    }

    private void succeed(Attempt attempt) {
        if (isOnEmr(attempt)) {
            transitions.succeeded(tenant.id(), attempt.id(), new StepResult("{}", null));
        }
    }

    private void fail(Attempt attempt) {
        if (isOnEmr(attempt)) {
            transitions.failed(tenant.id(), attempt.id(), null, ERROR);
        }
    }

    private void cancel(Attempt attempt) {
        if (isOnEmr(attempt) && attempt.isCancelRequested()) {
            transitions.cancelled(tenant.id(), attempt.id());
        }
    }

    /** All steps end, and Airflow comes to its end. */
    private void finish(String run) {
        exit(run);
        for (int round = 0; round < 10; round++) {
            attempts(tenant, run).stream()
                    .filter(attempt -> !attempt.state().isTerminal())
                    .forEach(attempt -> act(tenant, () -> {
                        transitions.submitting(tenant.id(), attempt.id(), tenant.cluster(), Instant.now());
                        transitions.submitted(tenant.id(), attempt.id(), "s");
                        transitions.succeeded(tenant.id(), attempt.id(), new StepResult("{}", null));
                    }));
        }
        exit(run);
    }

    private void everyEndFits(String run) {
        RunState end = run(tenant, run).state();
        List<TaskState> states = as(
                tenant,
                () -> tasks.findByRunIdOrderByN(run).stream()
                        .map(TaskRun::state)
                        .toList());
        assertThat(states).allMatch(TaskState::isTerminal);
        assertThat(attempts(tenant, run)).allMatch(attempt -> attempt.state().isTerminal());
        if (end == RunState.SUCCEEDED) {
            assertThat(states).allMatch(TaskState::isGood);
        }
        if (end == RunState.FAILED) {
            assertThat(states).anyMatch(state -> !state.isGood());
        }
    }

    private void see(String run, List<RunState> seen) {
        RunState state = run(tenant, run).state();
        if (seen.getLast() != state) {
            seen.add(state);
        }
    }

    private int settlements(String run) {
        return tenants.query(
                        tenant.id(),
                        String.class,
                        "SELECT payload FROM event WHERE type = 'run' AND payload ~ ? AND payload ~ 'FAILED|SUCCEEDED|STOPPED'",
                        run)
                .size();
    }

    private static Instant since(Attempt attempt) {
        return attempt.submittingSince() == null ? Instant.EPOCH : attempt.submittingSince();
    }
}
