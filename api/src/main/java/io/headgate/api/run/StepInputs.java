package io.headgate.api.run;

import io.headgate.dag.definition.Component;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What comes into a component of a run from those before it. */
@org.springframework.stereotype.Component
class StepInputs {

    private final JsonMapper json;

    StepInputs(JsonMapper json) {
        this.json = json;
    }

    /** The outputs of the components before one, by the keys under which they come in. */
    ObjectNode upstream(RunGraph graph, Component component, List<TaskRun> ofRun) {
        Map<String, TaskRun> byKey =
                ofRun.stream().collect(Collectors.toMap(TaskRun::componentKey, Function.identity()));
        Set<String> leftOut = ofRun.stream()
                .filter(task -> task.state() == TaskState.PASSED)
                .map(TaskRun::componentKey)
                .collect(Collectors.toSet());
        ObjectNode inputs = json.createObjectNode();
        for (String upstream : graph.upstreamOf(component.key())) {
            graph.sourceOf(upstream, leftOut::contains)
                    .flatMap(source -> Optional.ofNullable(byKey.get(source)))
                    .flatMap(source -> StepResult.output(json, source.result()))
                    .ifPresent(uri -> inputs.putObject(upstream).put("uri", uri).put("format", "parquet"));
        }
        return inputs;
    }
}
