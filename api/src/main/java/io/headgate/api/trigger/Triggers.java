package io.headgate.api.trigger;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.PublicationCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which processes of the bound tenant start after which. */
@Service
class Triggers implements PublicationCheck {

    private static final int MOST = 20;
    private static final int SHOWN = 5;

    private final TriggerStore store;
    private final Processes processes;
    private final AuditTrail audit;
    private final Clock clock;

    Triggers(TriggerStore store, Processes processes, AuditTrail audit, Clock clock) {
        this.store = store;
        this.processes = processes;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<TriggerView> of(UUID tenantId, String key) {
        return views(processes.get(tenantId, key).id());
    }

    /** Lets a process start after another has succeeded. */
    @Transactional
    public List<TriggerView> set(UUID tenantId, String key, String after, boolean onlyScheduled, String actor) {
        store.lock(tenantId);
        ProcessView process = processes.get(tenantId, key);
        process.requireInUse();
        ProcessView upstream = processes.get(tenantId, after);
        upstream.requireInUse();
        if (store.of(process.id()).size() >= MOST) {
            throw ProblemException.conflict(
                    "trigger.too-many", "A process starts after " + MOST + " others at most. Remove one first.");
        }
        List<TriggerStore.Edge> edges = new ArrayList<>(store.edges());
        edges.add(new TriggerStore.Edge(upstream.id(), process.id()));
        refuseCycle(edges, process.id());
        store.put(tenantId, process.id(), upstream.id(), onlyScheduled, actor, clock.instant());
        audit.record(
                tenantId, actor, "trigger.set", key, "after " + after + (onlyScheduled ? ", scheduled runs only" : ""));
        return views(process.id());
    }

    @Transactional
    public void remove(UUID tenantId, String key, String after, String actor) {
        UUID process = processes.get(tenantId, key).id();
        if (store.remove(process, processes.get(tenantId, after).id())) {
            audit.record(tenantId, actor, "trigger.remove", key, "after " + after);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public void check(UUID processId) {
        refuseCycle(store.edges(), processId);
    }

    private void refuseCycle(List<TriggerStore.Edge> edges, UUID process) {
        List<UUID> cycle = Cycles.path(edges, process, process);
        if (!cycle.isEmpty()) {
            throw ProblemException.conflict(
                    "trigger.cycle",
                    "The processes would start one another for ever: "
                            + cycle.stream().map(id -> processes.byId(id).key()).collect(Collectors.joining(" → "))
                            + ". Leave one of these steps out.");
        }
    }

    private List<TriggerView> views(UUID process) {
        return store.of(process).stream()
                .map(trigger -> new TriggerView(
                        trigger.key(),
                        trigger.name(),
                        trigger.onlyScheduled(),
                        trigger.createdBy(),
                        trigger.createdAt(),
                        store.firings(process, trigger.upstreamId(), SHOWN)))
                .toList();
    }
}
