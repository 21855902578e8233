package io.headgate.api.run;

import io.headgate.dag.condition.ResultField;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What conditions see of a component that has ended: counts and outcomes of its result, never rows. */
@Component
class ResultValues {

    private final JsonMapper json;

    ResultValues(JsonMapper json) {
        this.json = json;
    }

    /** One field of a component's result; empty when there is none, as of one that did not run. */
    Optional<Object> of(RunGraph graph, TaskRun task, List<TaskRun> ofRun, ResultField field) {
        return switch (field) {
            case RAN -> Optional.of(task.state() == TaskState.SUCCEEDED);
            case STATE -> Optional.of(task.state().name());
            case ROWS_IN -> task.state() == TaskState.PASSED ? passed(graph, task, ofRun) : rows(task, "in");
            case ROWS_OUT -> task.state() == TaskState.PASSED ? passed(graph, task, ofRun) : rows(task, "out");
            case ROWS_REJECTED -> rejected(task);
            case QUALITY_PASSED ->
                quality(task).map(quality -> quality.path("passed").asBoolean(false));
            case RULES_FAILED ->
                quality(task)
                        .map(quality -> quality.path("rules")
                                .valueStream()
                                .filter(rule -> !rule.path("passed").asBoolean(false))
                                .count());
        };
    }

    /** A component that is disabled, or that an engineer left out, passes the rows of the one before it. */
    private Optional<Object> passed(RunGraph graph, TaskRun task, List<TaskRun> ofRun) {
        return graph.sourceOf(
                        task.componentKey(),
                        key -> ofRun.get(graph.numberOf(key) - 1).state() == TaskState.PASSED)
                .map(source -> ofRun.get(graph.numberOf(source) - 1))
                .flatMap(source -> rows(source, "out"));
    }

    /** A component that sets no rows aside says nothing of them. */
    private Optional<Object> rejected(TaskRun task) {
        return switch (task.state()) {
            case SUCCEEDED -> Optional.of(rows(task, "rejected").orElse(0L));
            case PASSED -> Optional.of(0L);
            default -> Optional.empty();
        };
    }

    private Optional<Object> rows(TaskRun task, String name) {
        JsonNode count = result(task).path("rows").path(name);
        return count.isIntegralNumber() ? Optional.of(count.asLong()) : Optional.empty();
    }

    private Optional<JsonNode> quality(TaskRun task) {
        JsonNode quality = result(task).path("quality");
        return quality.isObject() ? Optional.of(quality) : Optional.empty();
    }

    private JsonNode result(TaskRun task) {
        String stored = task.result();
        return stored == null ? json.createObjectNode() : json.readTree(stored);
    }
}
