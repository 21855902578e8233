package io.headgate.api.trigger;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.PublicationCheck;
import io.headgate.api.trigger.TriggerStore.Edge;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which processes of the bound tenant start after which; and that none starts or runs itself in a circle. */
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
        long others = store.of(process.id()).stream()
                .filter(trigger -> !trigger.upstreamId().equals(upstream.id()))
                .count();
        if (others >= MOST) {
            throw ProblemException.conflict(
                    "trigger.too-many", "A process starts after " + MOST + " others at most. Remove one first.");
        }
        List<Edge> edges = new ArrayList<>(store.edges());
        edges.add(new Edge(upstream.id(), process.id()));
        refuseCycle("trigger.cycle", edges, process.id());
        store.calls().stream()
                .collect(Collectors.groupingBy(TriggerStore.Call::stageId))
                .values()
                .forEach(calls -> refuseCycle("call.cycle", with(edges, calls), process.id()));
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

    /** A version of which older runs are still under way counts: they could wait for one another. */
    @Override
    @Transactional
    public void check(Intended publication) {
        List<UUID> called = store.calledBy(publication.versionId());
        if (!called.isEmpty()) {
            store.lock(publication.tenantId());
        }
        UUID process = publication.processId();
        List<Edge> edges = new ArrayList<>(store.edges());
        refuseCycle("trigger.cycle", edges, process);
        edges.addAll(called.stream().map(id -> new Edge(process, id)).toList());
        List<TriggerStore.Call> onStage = store.calls().stream()
                .filter(call -> call.stageId().equals(publication.stageId()))
                .toList();
        refuseCycle("call.cycle", with(edges, onStage), process);
    }

    private static List<Edge> with(List<Edge> edges, List<TriggerStore.Call> calls) {
        return Stream.concat(edges.stream(), calls.stream().map(TriggerStore.Call::edge))
                .toList();
    }

    private void refuseCycle(String code, List<Edge> edges, UUID process) {
        List<UUID> cycle = Cycles.path(edges, process, process);
        if (!cycle.isEmpty()) {
            throw ProblemException.conflict(
                    code,
                    "The processes would start or run one another for ever: "
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
