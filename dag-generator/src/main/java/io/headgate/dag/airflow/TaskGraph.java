package io.headgate.dag.airflow;

import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The components by number, with the edges among the numbers; n is the place in the definition's list, from 1. */
final class TaskGraph {

    private final List<Component> components;
    private final Map<Integer, SortedSet<Integer>> successors = new HashMap<>();
    private final SortedSet<Integer> roots = new TreeSet<>();

    TaskGraph(ProcessDefinition definition) {
        this.components = definition.components();
        Map<String, Integer> numbers = new HashMap<>();
        for (int n = 1; n <= components.size(); n++) {
            if (numbers.put(components.get(n - 1).key(), n) != null) {
                throw new IllegalArgumentException("a component key is used twice");
            }
            successors.put(n, new TreeSet<>());
            roots.add(n);
        }
        for (Edge edge : definition.edges()) {
            int from = number(numbers, edge.from());
            int to = number(numbers, edge.to());
            successors.getOrDefault(from, new TreeSet<>()).add(to);
            roots.remove(to);
        }
        requireOrder();
    }

    IntStream numbers() {
        return IntStream.rangeClosed(1, components.size());
    }

    Component component(int n) {
        return components.get(n - 1);
    }

    /** Components that nothing leads into. */
    List<Integer> roots() {
        return List.copyOf(roots);
    }

    List<Integer> successors(int n) {
        return List.copyOf(successors.getOrDefault(n, new TreeSet<>()));
    }

    /** Components that lead nowhere. */
    List<Integer> leaves() {
        return numbers().filter(n -> successors(n).isEmpty()).boxed().toList();
    }

    private static int number(Map<String, Integer> numbers, String key) {
        Integer n = numbers.get(key);
        if (n == null) {
            throw new IllegalArgumentException("an edge names a component that is not there");
        }
        return n;
    }

    /** A circle would make a file that Airflow cannot import. */
    private void requireOrder() {
        Map<Integer, Integer> waitsFor = new HashMap<>();
        successors.values().forEach(targets -> targets.forEach(to -> waitsFor.merge(to, 1, Integer::sum)));
        List<Integer> ready = new ArrayList<>(roots);
        for (int i = 0; i < ready.size(); i++) {
            for (int to : successors(ready.get(i))) {
                if (waitsFor.merge(to, -1, Integer::sum) == 0) {
                    ready.add(to);
                }
            }
        }
        if (components.isEmpty() || ready.size() != components.size()) {
            throw new IllegalArgumentException("the components have no order: there are none, or they form a circle");
        }
    }
}
