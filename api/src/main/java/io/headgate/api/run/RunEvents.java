package io.headgate.api.run;

import io.headgate.api.live.Events;
import io.headgate.api.process.Processes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells screens what changed about runs. */
@Component
class RunEvents {

    private final Events events;
    private final Processes processes;

    RunEvents(Events events, Processes processes) {
        this.events = events;
        this.processes = processes;
    }

    void runChanged(Run run) {
        events.record(
                run.tenantId(),
                "run",
                Map.of(
                        "run", run.id(),
                        "process", processes.byId(run.processId()).key(),
                        "state", run.state()));
        CallSite site = run.calledFrom();
        if (site != null) {
            events.record(
                    run.tenantId(),
                    "call",
                    Map.of(
                            "run",
                            site.runId(),
                            "component",
                            site.component(),
                            "called",
                            run.id(),
                            "state",
                            run.state()));
        }
    }

    void taskChanged(UUID tenantId, TaskRun task) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("run", task.runId());
        payload.put("component", task.componentKey());
        payload.put("state", task.state());
        events.record(tenantId, "task", payload);
    }
}
