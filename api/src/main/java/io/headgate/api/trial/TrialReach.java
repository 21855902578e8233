package io.headgate.api.trial;

import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which components a trial is about, in an order in which each comes after those that it reads. */
final class TrialReach {

    private TrialReach() {}

    /** A component and all that lead to it. The definition may be faulty. */
    static Set<String> upTo(ProcessDefinition definition, String key) {
        Set<String> reached = new LinkedHashSet<>(Set.of(key));
        Deque<String> open = new ArrayDeque<>(reached);
        for (String next = open.poll(); next != null; next = open.poll()) {
            for (Edge edge : definition.edges()) {
                if (edge.to().equals(next)
                        && definition.component(edge.from()).isPresent()
                        && reached.add(edge.from())) {
                    open.add(edge.from());
                }
            }
        }
        return reached;
    }

    /** The disabled components through which data come into one without a stop. The definition may be faulty. */
    static Set<String> switchedOffBefore(ProcessDefinition definition, String key) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(key));
        for (String next = open.poll(); next != null; next = open.poll()) {
            for (Edge edge : definition.edges()) {
                boolean isOff = edge.to().equals(next)
                        && definition
                                .component(edge.from())
                                .filter(Component::disabled)
                                .isPresent();
                if (isOff && reached.add(edge.from())) {
                    open.add(edge.from());
                }
            }
        }
        return reached;
    }

    /** These components, each after those of them that it reads; there must be no circle among them. */
    static List<Component> inOrder(ProcessDefinition definition, Set<String> keys) {
        List<Component> left = new ArrayList<>(definition.components().stream()
                .filter(component -> keys.contains(component.key()))
                .toList());
        List<Component> ordered = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        while (!left.isEmpty()) {
            List<Component> free = left.stream()
                    .filter(component -> definition.edges().stream()
                            .filter(edge -> edge.to().equals(component.key()) && keys.contains(edge.from()))
                            .allMatch(edge -> done.contains(edge.from())))
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalArgumentException("the components wait for each other");
            }
            free.forEach(component -> done.add(component.key()));
            ordered.addAll(free);
            left.removeAll(free);
        }
        return ordered;
    }
}
