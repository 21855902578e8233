package io.headgate.api.run;

import io.headgate.api.Api;
import io.headgate.api.FakeCloud;
import io.headgate.api.FakeCloud.Answer;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Airflow behind MWAA that runs one DAG as the generated one is run: gate, Cn after what is before it, one long poll for all waits, exit, each by the
 * api's own callbacks over HTTP. At random it calls twice at once, loses a Cn, and forgets a run altogether.
 */
final class SimulatedAirflow implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORGOTTEN = "forgotten";

    private final TestTenant tenant;
    private final Node[] nodes;
    private final Api api;
    private final Random random;
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> waits = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private volatile boolean isClosed;

    SimulatedAirflow(TestTenant tenant, Node[] nodes, int port, long seed) {
        this.tenant = tenant;
        this.nodes = nodes;
        this.api = Api.bearer(port, tenant.callbackToken());
        this.random = new Random(seed);
        String runs = "/dags/" + tenant.dagId() + "/dagRuns";
        FakeCloud.get().airflow("POST", runs, this::start);
        FakeCloud.get().airflow("GET", runs, this::look);
        workers.submit(this::trigger);
    }

    /** What every environment is asked about the runs of many DAGs. */
    static void serveLists(List<SimulatedAirflow> all) {
        FakeCloud.get().airflow("GET", "/dags", call -> FakeCloud.airflowSays(200, "{\"dags\":[]}"));
        FakeCloud.get().airflow("POST", "/dags/~/dagRuns/list", call -> {
            ObjectNode body = JSON.createObjectNode();
            ArrayNode found = body.putArray("dag_runs");
            List<String> dags = call.path("Body")
                    .path("dag_ids")
                    .valueStream()
                    .map(dag -> dag.asString(""))
                    .toList();
            all.stream()
                    .filter(airflow -> dags.contains(airflow.tenant.dagId()))
                    .flatMap(airflow -> airflow.states.entrySet().stream())
                    .filter(run -> run.getValue().equals("running"))
                    .sorted(Map.Entry.comparingByKey())
                    .skip(call.path("Body").path("page_offset").asInt(0))
                    .limit(AirflowRuns.PAGE)
                    .forEach(run ->
                            found.addObject().put("dag_run_id", run.getKey()).put("state", "running"));
            return FakeCloud.airflowSays(200, body.toString());
        });
    }

    private Answer start(JsonNode call) {
        String run = call.path("Body").path("dag_run_id").asString("");
        boolean isForgotten = chance(150);
        if (states.putIfAbsent(run, isForgotten ? FORGOTTEN : "running") != null) {
            return FakeCloud.airflowSays(409, "{\"detail\":\"taken\"}");
        }
        if (!isForgotten) {
            workers.submit(() -> perform(run));
        }
        // An answer that is lost: the api asks again and meets the first call's run.
        return chance(40) ? new Answer(500, "InternalServerException", "{}") : FakeCloud.airflowSays(200, "{}");
    }

    private Answer look(JsonNode call) {
        String run = call.path("Path").asString("").replaceFirst(".*/", "");
        String state = states.getOrDefault(run, FORGOTTEN);
        return state.equals(FORGOTTEN)
                ? FakeCloud.airflowSays(404, "{\"detail\":\"no such run\"}")
                : FakeCloud.airflowSays(200, "{\"state\":\"" + state + "\"}");
    }

    private void perform(String run) {
        if (!say("gate", RunTestBase.runCall(tenant.dagId(), run))
                .path("answer")
                .asString("")
                .equals("start")) {
            states.put(run, "success");
            return;
        }
        List<CompletableFuture<Void>> done = IntStream.range(0, nodes.length)
                .mapToObj(n -> new CompletableFuture<Void>())
                .toList();
        for (int n = 1; n <= nodes.length; n++) {
            int number = n;
            CompletableFuture<?>[] before = nodes[n - 1].before().stream()
                    .map(earlier -> done.get(earlier - 1))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(before)
                    .thenComposeAsync(nothing -> component(run, number), workers)
                    .thenAccept(done.get(n - 1)::complete);
        }
        CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
        say("exit", RunTestBase.runCall(tenant.dagId(), run));
        states.put(run, "success");
    }

    /** Cn, unless it is lost, and Wn. */
    private CompletableFuture<Void> component(String run, int n) {
        if (!chance(60)) {
            say("component", RunTestBase.taskCall(tenant.dagId(), run, "C" + n));
        }
        return waits.computeIfAbsent(run + " W" + n, id -> new CompletableFuture<>());
    }

    /** The triggerer: one poll at a time for all waits. */
    private void trigger() {
        while (!isClosed) {
            ObjectNode body = JSON.createObjectNode().put("timeoutSeconds", 1);
            ArrayNode asked = body.putArray("waits");
            List.copyOf(waits.keySet()).stream()
                    .limit(1000)
                    .forEach(id -> asked.addObject()
                            .put("id", id)
                            .put("token", tenant.callbackToken())
                            .put("dagId", tenant.dagId())
                            .put("runId", id.substring(0, id.indexOf(' ')))
                            .put("taskId", id.substring(id.indexOf(' ') + 1)));
            if (asked.isEmpty()) {
                LockSupport.parkNanos(20_000_000);
                continue;
            }
            for (JsonNode outcome : say("waits", body.toString()).path("outcomes")) {
                CompletableFuture<Void> wait = waits.remove(outcome.path("id").asString(""));
                if (wait != null) {
                    wait.complete(null);
                }
            }
        }
    }

    /** Calls until it is answered; sometimes twice at once, as Airflow does when a worker is taken for dead. */
    private JsonNode say(String callback, String body) {
        if (!callback.equals("waits") && chance(10)) {
            workers.submit(() -> once(callback, body));
        }
        while (true) {
            Api.Answer answer = once(callback, body);
            if (answer != null && answer.status() == 200) {
                return answer.json();
            }
            if (isClosed) {
                throw new IllegalStateException(callback + " was never answered: " + answer);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private Api.@Nullable Answer once(String callback, String body) {
        try {
            return api.post("/api/v1/callbacks/" + callback, body);
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private boolean chance(int one) {
        synchronized (random) {
            return random.nextInt(one) == 0;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        workers.shutdownNow();
    }
}
