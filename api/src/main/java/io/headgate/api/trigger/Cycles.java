package io.headgate.api.trigger;

import io.headgate.api.trigger.TriggerStore.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Whether processes start or run one another in a circle. */
final class Cycles {

    private Cycles() {}

    /** The processes on a way from one to another along the edges, both included; empty if there is none. */
    static List<UUID> path(Collection<Edge> edges, UUID from, UUID to) {
        Map<UUID, List<UUID>> next = new HashMap<>();
        edges.forEach(edge ->
                next.computeIfAbsent(edge.upstreamId(), id -> new ArrayList<>()).add(edge.processId()));
        Map<UUID, UUID> cameFrom = new HashMap<>();
        Deque<UUID> open = new ArrayDeque<>(next.getOrDefault(from, List.of()));
        open.forEach(id -> cameFrom.put(id, from));
        while (!open.isEmpty()) {
            UUID at = open.removeFirst();
            if (at.equals(to)) {
                return back(cameFrom, from, to);
            }
            for (UUID id : next.getOrDefault(at, List.of())) {
                if (cameFrom.putIfAbsent(id, at) == null) {
                    open.addLast(id);
                }
            }
        }
        return List.of();
    }

    private static List<UUID> back(Map<UUID, UUID> cameFrom, UUID from, UUID to) {
        List<UUID> path = new ArrayList<>();
        UUID at = to;
        do {
            path.addFirst(at);
            at = Objects.requireNonNull(cameFrom.get(at));
        } while (!at.equals(from));
        path.addFirst(from);
        return path;
    }
}
