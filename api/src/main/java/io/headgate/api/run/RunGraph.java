package io.headgate.api.run;

import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A definition, asked as a run asks it. Components are numbered from 1 in the order of the definition. */
public record RunGraph(ProcessDefinition definition) {

    public Component component(int n) {
        return definition.components().get(n - 1);
    }

    public int numberOf(String key) {
        List<Component> components = definition.components();
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).key().equals(key)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("no component " + key);
    }

    boolean has(String key) {
        return definition.component(key).isPresent();
    }

    public boolean has(int n) {
        return n >= 1 && n <= definition.components().size();
    }

    /** The components that lead into one, as they stand on the canvas. */
    public List<String> upstreamOf(String key) {
        return definition.edges().stream()
                .filter(edge -> edge.to().equals(key))
                .map(Edge::from)
                .toList();
    }

    /** Whether a component is the first one, or comes after it by some way. */
    boolean isAtOrAfter(String key, String first) {
        Set<String> seen = new HashSet<>(Set.of(key));
        Deque<String> before = new ArrayDeque<>(seen);
        while (!before.isEmpty() && !seen.contains(first)) {
            upstreamOf(before.pop()).stream().filter(seen::add).forEach(before::push);
        }
        return seen.contains(first);
    }

    /**
     * The component whose result comes in by an edge: a disabled one is contracted, so that its only input comes in under its
     * key. Empty when a disabled component has no input, or several.
     */
    public Optional<String> sourceOf(String upstream) {
        return sourceOf(upstream, key -> component(numberOf(key)).disabled());
    }

    /** As {@link #sourceOf(String)}, for a run in which more components were left out than those that are disabled. */
    Optional<String> sourceOf(String upstream, Predicate<String> isLeftOut) {
        if (!isLeftOut.test(upstream)) {
            return Optional.of(upstream);
        }
        List<String> further = upstreamOf(upstream);
        return further.size() == 1 ? sourceOf(further.getFirst(), isLeftOut) : Optional.empty();
    }

    /** Whether a component after it reads its rows, itself or through one that is disabled. */
    boolean hasReaders(String key, ComponentTypes types) {
        return definition.edges().stream()
                .filter(edge -> edge.from().equals(key))
                .map(edge -> component(numberOf(edge.to())))
                .anyMatch(next -> next.disabled() ? hasReaders(next.key(), types) : reads(next, types));
    }

    private static boolean reads(Component component, ComponentTypes types) {
        return types.resolve(component.type(), component.version())
                .filter(type -> !type.readsRows())
                .isEmpty();
    }
}
