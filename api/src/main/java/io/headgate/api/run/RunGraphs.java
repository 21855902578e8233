package io.headgate.api.run;

import io.headgate.api.process.Processes;
import io.headgate.api.publication.Publications;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The graphs of publications that runs are on; they never change, so the recent ones are kept in memory. */
@Component
class RunGraphs {

    private static final int KEPT = 200;

    private final Processes processes;
    private final Publications publications;
    private final Map<UUID, RunGraph> recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, RunGraph> eldest) {
            return size() > KEPT;
        }
    });

    RunGraphs(Processes processes, Publications publications) {
        this.processes = processes;
        this.publications = publications;
    }

    /** The graph that a run began with. The run must have been admitted, and be the bound tenant's. */
    RunGraph of(Run run) {
        return ofVersion(
                publications.byId(Objects.requireNonNull(run.publicationId())).versionId());
    }

    RunGraph ofVersion(UUID versionId) {
        RunGraph known = recent.get(versionId);
        if (known == null) {
            known = new RunGraph(processes.definition(versionId));
            recent.put(versionId, known);
        }
        return known;
    }
}
