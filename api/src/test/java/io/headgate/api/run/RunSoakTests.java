package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Api;
import io.headgate.api.ApiTest;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Thousands of runs of many tenants through the real api, its loops and its database, with a simulated Airflow and simulated clusters that misbehave, and
 * people who stop and repeat: {@code -Dheadgate.soak=2000}. At the end the books are balanced. It takes minutes, so it is no part of a usual build;
 * {@code -Dseed=} repeats one.
 */
@EnabledIfSystemProperty(named = "headgate.soak", matches = "[0-9]+")
class RunSoakTests extends RunTestBase {

    private static final int RUNS = Integer.getInteger("headgate.soak", 0);
    private static final int TENANTS = Math.max(1, Math.min(40, RUNS / 10));
    private static final Duration LONGEST = Duration.ofMinutes(40);
    /** Fewer than a process may have at once, so that runs also wait for places. */
    private static final int PLACES = 6;

    private static final Node[] NODES = {
        Node.after(), Node.after(), Node.after(1).retried(1), Node.after(2, 3),
    };

    private record Player(TestTenant tenant, SimulatedAirflow airflow, SimulatedEmr emr) {}

    private Api api() {
        return Api.bearer(port, ApiTest.ADMIN_TOKEN);
    }

    @Test
    void thousandsOfRunsEndOnceWithTheirBooksBalanced() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("seed " + seed);
        List<Player> players = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            players.add(player(seed + i));
        }
        SimulatedAirflow.serveLists(players.stream().map(Player::airflow).toList());
        Instant began = Instant.now();
        try (ExecutorService people = Executors.newCachedThreadPool()) {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < TENANTS; i++) {
                Random random = new Random(seed * 31 + i);
                Player player = players.get(i);
                asking.add(people.submit(() -> use(player.tenant(), random)));
            }
            for (Future<?> each : asking) {
                each.get();
            }
            players.forEach(player -> awaitEnd(player.tenant(), began.plus(LONGEST)));
        } finally {
            players.forEach(player -> player.airflow().close());
        }
        Map<String, Integer> told = new TreeMap<>();
        players.forEach(player -> balance(player, told));
        System.out.println(
                told + " in " + Duration.between(began, Instant.now()).toSeconds() + " s");
    }

    private Player player(long seed) {
        TestTenant tenant = tenants.create(NODES);
        SimulatedEmr emr = new SimulatedEmr(tenant.cluster(), seed);
        SimulatedAirflow airflow = new SimulatedAirflow(tenant, NODES, port, seed);
        tenants.sql(tenant.id(), "UPDATE tenant SET run_limit = ?", PLACES);
        // What other tests do by themselves is left to the loops here.
        tenants.sql(tenant.id(), "UPDATE work_item SET leased_until = NULL, leased_by = NULL");
        return new Player(tenant, airflow, emr);
    }

    /** Somebody who asks for runs, stops some, and repeats some that have ended. */
    private void use(TestTenant tenant, Random random) {
        String own = "/api/v1/tenants/" + tenant.view().key();
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < RUNS / TENANTS; i++) {
            Api.Answer answer = random.nextInt(10) == 0 ? repeat(own, asked, random) : null;
            if (answer == null || answer.status() != 202) {
                answer = api().post(own + "/processes/work/runs", "{}");
            }
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            asked.add(answer.json().path("id").asString());
            if (random.nextInt(12) == 0) {
                api().post(own + "/runs/" + asked.get(random.nextInt(asked.size())) + "/stop", "{}");
            }
            LockSupport.parkNanos(random.nextInt(4_000) * 1_000_000L);
        }
    }

    private Api.@Nullable Answer repeat(String own, List<String> asked, Random random) {
        return asked.isEmpty()
                ? null
                : api().post(
                                own + "/runs/" + asked.get(random.nextInt(asked.size())) + "/rerun",
                                "{\"scope\":\"FAILED\"}");
    }

    private void awaitEnd(TestTenant tenant, Instant latest) {
        String open =
                "SELECT id || ' ' || state FROM run WHERE state IN ('WAITING','STARTING','RUNNING','STOPPING','SETTLING','STOP_INCOMPLETE')";
        while (true) {
            List<String> left = tenants.query(tenant.id(), String.class, open);
            if (left.isEmpty()) {
                return;
            }
            assertThat(Instant.now()).as("runs that do not end: %s", left).isBefore(latest);
            LockSupport.parkNanos(500_000_000);
        }
    }

    private void balance(Player player, Map<String, Integer> told) {
        TestTenant tenant = player.tenant();
        List<Run> all = tenants.query(tenant.id(), String.class, "SELECT id FROM run").stream()
                .map(id -> run(tenant, id))
                .toList();
        assertThat(all).hasSize(RUNS / TENANTS);
        Map<String, String> steps = new HashMap<>();
        for (SimulatedEmr.Step step : player.emr().steps()) {
            assertThat(steps.put(step.name, step.id))
                    .as("a second step of %s", step.name)
                    .isNull();
            assertThat(step.isOver()).as("%s goes on", step.name).isTrue();
        }
        Set<String> known = new HashSet<>();
        for (Run run : all) {
            told.merge(run.state().name(), 1, Integer::sum);
            List<TaskRun> components = as(tenant, () -> tasks.findByRunIdOrderByN(run.id()));
            Map<TaskState, Integer> states = new EnumMap<>(TaskState.class);
            components.forEach(task -> states.merge(task.state(), 1, Integer::sum));
            assertThat(states.keySet()).as(run.id()).allMatch(TaskState::isTerminal);
            if (run.state() == RunState.SUCCEEDED) {
                assertThat(states.keySet()).as(run.id()).allMatch(TaskState::isGood);
            }
            if (run.state() == RunState.FAILED) {
                assertThat(states.keySet()).as(run.id()).anyMatch(state -> !state.isGood());
            }
            for (Attempt attempt : attempts(tenant, run.id())) {
                assertThat(attempt.state().isTerminal())
                        .as(attempt.attemptKey())
                        .isTrue();
                if (attempt.stepId() != null) {
                    assertThat(steps).containsEntry(attempt.name(), attempt.stepId());
                    known.add(attempt.name());
                }
            }
            assertThat(ends(tenant, run.id())).as("ends of %s", run.id()).hasSize(1);
        }
        told.merge("steps", steps.size(), Integer::sum);
        // A step whose answer was lost while its run was stopped is found and cancelled without becoming anybody's.
        steps.keySet().removeAll(known);
        told.merge("steps cancelled as nobody's", steps.size(), Integer::sum);
        assertThat(steps.keySet())
                .allSatisfy(name -> assertThat(stateOf(player, name)).isEqualTo("CANCELLED"));
        assertThat(tenants.query(tenant.id(), String.class, "SELECT run_id FROM run_place"))
                .isEmpty();
    }

    private static String stateOf(Player player, String name) {
        return player.emr().steps().stream()
                .filter(step -> step.name.equals(name))
                .findFirst()
                .orElseThrow()
                .stateNow();
    }

    /** What was told to screens of its end. */
    private List<String> ends(TestTenant tenant, String run) {
        return tenants.query(
                tenant.id(),
                String.class,
                "SELECT payload FROM event WHERE type = 'run' AND payload ~ ? AND payload ~ 'FAILED|SUCCEEDED|STOPPED|SKIPPED'",
                run);
    }
}
