package io.headgate.api.run;

import io.headgate.api.FakeCloud;
import io.headgate.api.FakeCloud.Answer;
import io.headgate.api.FakeCloud.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster behind {@link FakeCloud} whose steps take a moment, fail now and then, and can be cancelled; calls are throttled and answers are
 * lost at random. It keeps every step that it was ever given.
 */
final class SimulatedEmr {

    /** A step that was added, and how it is going to go. */
    static final class Step {
        final String id;
        final String name;
        private final String folder;
        private final Instant added = Instant.now();
        private final Instant begins;
        private final Instant ends;
        private final boolean fails;
        private @Nullable Instant cancelled;
        private boolean hasResult;

        private Step(String id, String name, String folder, Random random) {
            this.id = id;
            this.name = name;
            this.folder = folder;
            this.begins = added.plusMillis(random.nextInt(600));
            this.ends = begins.plusMillis(200 + random.nextInt(2500));
            this.fails = random.nextInt(16) == 0;
        }

        private String state(Instant now) {
            Instant cancel = cancelled;
            if (cancel != null && cancel.isBefore(ends)) {
                return "CANCELLED";
            }
            if (now.isBefore(begins)) {
                return "PENDING";
            }
            if (now.isBefore(ends)) {
                return "RUNNING";
            }
            return fails ? "FAILED" : "COMPLETED";
        }

        String stateNow() {
            return state(Instant.now());
        }

        boolean isOver() {
            return !Set.of("PENDING", "RUNNING").contains(stateNow());
        }
    }

    private static final int PAGE = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Answer THROTTLED = Answer.refused("ThrottlingException", "Rate exceeded");
    private static final Answer LOST = new Answer(503, "", "{}");

    private final String cluster;
    private final Random random;
    private final List<Step> steps = new ArrayList<>();

    SimulatedEmr(String cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
        FakeCloud.get().emr("AddJobFlowSteps", cluster, this::add);
        FakeCloud.get().emr("ListSteps", cluster, this::list);
        FakeCloud.get().emr("CancelSteps", cluster, this::cancel);
        FakeCloud.get()
                .emr(
                        "DescribeCluster",
                        cluster,
                        call -> Answer.ok("{\"Cluster\":{\"Status\":{\"State\":\"RUNNING\"}}}"));
    }

    synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    private synchronized Answer add(Call call) {
        int luck = random.nextInt(100);
        if (luck < 4) {
            return THROTTLED;
        }
        JsonNode step = call.json().path("Steps").path(0);
        String settings = step.path("HadoopJarStep")
                .path("Args")
                .valueStream()
                .map(argument -> argument.asString(""))
                .filter(argument -> argument.endsWith("/settings.json"))
                .findFirst()
                .orElseThrow();
        String folder = settings.substring("s3://".length(), settings.length() - "settings.json".length());
        Step added =
                new Step("s-" + cluster + "-" + steps.size(), step.path("Name").asString(), folder, random);
        steps.add(added);
        return luck < 8 ? LOST : Answer.ok("{\"StepIds\":[\"" + added.id + "\"]}");
    }

    private synchronized Answer list(Call call) {
        if (random.nextInt(100) < 3) {
            return THROTTLED;
        }
        Instant now = Instant.now();
        Set<String> ids = texts(call.json().path("StepIds"));
        Set<String> states = texts(call.json().path("StepStates"));
        List<Step> found = steps.reversed().stream()
                .filter(step -> ids.isEmpty() || ids.contains(step.id))
                .filter(step -> states.isEmpty() || states.contains(step.state(now)))
                .toList();
        int from = Integer.parseInt(call.json().path("Marker").asString("0"));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode page = answer.putArray("Steps");
        found.stream().skip(from).limit(PAGE).forEach(step -> describe(step, now, page.addObject()));
        if (found.size() > from + PAGE) {
            answer.put("Marker", String.valueOf(from + PAGE));
        }
        return Answer.ok(answer.toString());
    }

    /** EMR cancels what waits at once and what runs when its process has heeded the interrupt. */
    private synchronized Answer cancel(Call call) {
        Set<String> ids = texts(call.json().path("StepIds"));
        Instant now = Instant.now();
        for (Step step : steps) {
            if (ids.contains(step.id) && step.cancelled == null && !step.isOver()) {
                step.cancelled = now.isBefore(step.begins) ? now : now.plus(Duration.ofMillis(random.nextInt(1500)));
            }
        }
        return Answer.ok("{\"CancelStepsInfoList\":[]}");
    }

    private void describe(Step step, Instant now, ObjectNode to) {
        String state = step.state(now);
        if (!step.hasResult && (state.equals("COMPLETED") || state.equals("FAILED"))) {
            step.hasResult = true;
            FakeCloud.get().put(step.folder + "result.json", result(step, state));
        }
        to.put("Id", step.id).put("Name", step.name);
        to.putObject("Status").put("State", state).putObject("Timeline").put("CreationDateTime", seconds(step.added));
    }

    private static byte[] result(Step step, String state) {
        ObjectNode result = JSON.createObjectNode();
        result.put("attemptKey", step.name.substring("headgate ".length()));
        result.put("status", state.equals("COMPLETED") ? "SUCCEEDED" : "FAILED");
        result.putObject("rows").put("in", 1).put("out", 1);
        result.putObject("output").put("uri", "s3://" + step.folder + "output/");
        return result.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(each -> each.asString("")).collect(Collectors.toSet());
    }
}
