package io.headgate.api.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What runs have left in the tenant's workspace. */
@Service
public class RunOutputs {

    private final TaskRunRepository tasks;
    private final JsonMapper json;

    RunOutputs(TaskRunRepository tasks, JsonMapper json) {
        this.tasks = tasks;
        this.json = json;
    }

    /**
     * Addresses of the outputs of these components, by their keys, all of one run: the newest in which each of them has
     * yielded one on the stage. Empty when there is no such run.
     */
    @Transactional(readOnly = true)
    public Optional<Map<String, String>> newest(UUID processId, UUID stageId, Collection<String> componentKeys) {
        Map<String, Map<String, String>> byRun = new LinkedHashMap<>();
        for (TaskRun task : tasks.lastResults(processId, stageId, componentKeys)) {
            StepResult.output(json, task.result())
                    .ifPresent(uri -> byRun.computeIfAbsent(task.runId(), run -> new LinkedHashMap<>())
                            .put(task.componentKey(), uri));
        }
        return byRun.values().stream()
                .filter(outputs -> outputs.keySet().containsAll(componentKeys))
                .findFirst();
    }
}
