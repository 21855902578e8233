package io.headgate.dag.validation;

import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds components that wait for each other: each knot of them is one problem that names them all. */
final class CycleRule {

    private static final int MAX_NAMED = 20;

    private final Map<String, List<String>> successors = new HashMap<>();
    private final Map<String, List<String>> predecessors = new HashMap<>();

    private CycleRule(Set<Edge> edges) {
        for (Edge edge : edges) {
            successors.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(edge.to());
            predecessors.computeIfAbsent(edge.to(), key -> new ArrayList<>()).add(edge.from());
        }
    }

    /** @param edges sound edges, each with its index in the definition */
    static List<Problem> check(Set<String> keys, Map<Edge, Integer> edges) {
        CycleRule rule = new CycleRule(edges.keySet());
        Set<String> left = new LinkedHashSet<>(keys);
        rule.dropUntangled(left);
        List<Problem> problems = new ArrayList<>();
        while (!left.isEmpty()) {
            String start = left.iterator().next();
            Set<String> knot = reach(start, left, rule.successors);
            knot.retainAll(reach(start, left, rule.predecessors));
            if (knot.size() > 1) {
                problems.add(problem(keys.stream().filter(knot::contains).toList(), edges));
            }
            left.removeAll(knot);
            rule.dropUntangled(left);
        }
        return problems;
    }

    /** Removes, again and again, what nothing left leads into: that is not in a circle. */
    private void dropUntangled(Set<String> left) {
        Map<String, Long> waitsFor = new HashMap<>();
        Deque<String> free = new ArrayDeque<>();
        for (String key : left) {
            long count = predecessors.getOrDefault(key, List.of()).stream()
                    .filter(left::contains)
                    .count();
            waitsFor.put(key, count);
            if (count == 0) {
                free.add(key);
            }
        }
        for (String key = free.poll(); key != null; key = free.poll()) {
            left.remove(key);
            for (String next : successors.getOrDefault(key, List.of())) {
                if (left.contains(next) && waitsFor.merge(next, -1L, Long::sum) == 0) {
                    free.add(next);
                }
            }
        }
    }

    private static Set<String> reach(String start, Set<String> within, Map<String, List<String>> steps) {
        Set<String> reached = new HashSet<>(Set.of(start));
        Deque<String> open = new ArrayDeque<>(reached);
        for (String key = open.poll(); key != null; key = open.poll()) {
            for (String next : steps.getOrDefault(key, List.of())) {
                if (within.contains(next) && reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    private static Problem problem(List<String> knot, Map<Edge, Integer> edges) {
        Set<String> members = Set.copyOf(knot);
        int first = edges.entrySet().stream()
                .filter(edge -> members.contains(edge.getKey().from())
                        && members.contains(edge.getKey().to()))
                .mapToInt(Map.Entry::getValue)
                .min()
                .orElse(0);
        String named = knot.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        String more = knot.size() > MAX_NAMED ? " and " + (knot.size() - MAX_NAMED) + " more" : "";
        return new Problem(
                ProblemCode.EDGE_CYCLE,
                Pointer.ROOT.field("edges").item(first).text(),
                "These components wait for each other in a circle: " + named + more + ".",
                "Remove an edge among them.");
    }
}
