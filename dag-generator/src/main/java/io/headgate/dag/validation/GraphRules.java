package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for edges, and for what leads into and out of a component. */
final class GraphRules {

    private static final Pointer EDGES = Pointer.ROOT.field("edges");

    private final ProcessDefinition definition;
    private final ComponentTypes types;
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** Edges between two different components that exist, without repetition, with their place. */
    private final Map<Edge, Integer> sound = new LinkedHashMap<>();

    private GraphRules(ProcessDefinition definition, ComponentTypes types) {
        this.definition = definition;
        this.types = types;
        definition.components().forEach(component -> components.putIfAbsent(component.key(), component));
    }

    static List<Problem> check(ProcessDefinition definition, ComponentTypes types) {
        GraphRules rules = new GraphRules(definition, types);
        rules.checkEdges();
        rules.problems.addAll(CycleRule.check(rules.components.keySet(), rules.sound));
        rules.checkInputs();
        return rules.problems;
    }

    private void checkEdges() {
        Set<Edge> seen = new HashSet<>();
        for (int i = 0; i < definition.edges().size(); i++) {
            Edge edge = definition.edges().get(i);
            Pointer at = EDGES.item(i);
            boolean bothEnds = checkEnd(edge.from(), at.field("from")) & checkEnd(edge.to(), at.field("to"));
            if (!seen.add(edge)) {
                add(
                        ProblemCode.EDGE_DUPLICATE,
                        at,
                        "This edge is there already, from " + Texts.quoted(edge.from()) + " to "
                                + Texts.quoted(edge.to()) + ".",
                        "Remove one of the two.");
            } else if (edge.from().equals(edge.to())) {
                add(
                        ProblemCode.EDGE_SELF,
                        at,
                        "This edge leads from " + Texts.quoted(edge.from()) + " to itself.",
                        "Remove it: a component cannot wait for itself.");
            } else if (bothEnds) {
                sound.put(edge, i);
                checkOutput(edge, at);
            }
        }
    }

    private boolean checkEnd(String key, Pointer at) {
        if (components.containsKey(key)) {
            return true;
        }
        add(
                ProblemCode.EDGE_DANGLING,
                at,
                "There is no component " + Texts.quoted(key) + ".",
                "Remove the edge, or lead it to a component that is there.");
        return false;
    }

    /** What reads rows must get some; what only waits may follow anything. */
    private void checkOutput(Edge edge, Pointer at) {
        if (typeOf(components.get(edge.to())).filter(type -> !type.readsRows()).isPresent()) {
            return;
        }
        rowless(edge.from(), new HashSet<>()).ifPresent(from -> {
            ComponentType type = typeOf(from).orElseThrow();
            if (type.producesOutput()) {
                add(
                        ProblemCode.EDGE_NO_OUTPUT,
                        at,
                        "No rows come out of " + Texts.quoted(from.key()) + ", and " + Texts.quoted(edge.to())
                                + " reads rows.",
                        "Choose in the settings of " + Texts.quoted(from.key())
                                + ", under \"Rows of\", whose rows come out, or remove the edge.");
            } else {
                add(
                        ProblemCode.EDGE_NO_OUTPUT,
                        at,
                        "Nothing can follow " + Texts.quoted(from.key()) + ": \"" + type.title()
                                + "\" passes no data on.",
                        "Let the edge begin at the component before it.");
            }
        });
    }

    /** The component that would have to give the rows of this one and gives none: itself, or one before it while it is disabled. */
    private Optional<Component> rowless(String key, Set<String> seen) {
        Component component = components.get(key);
        if (component == null || !seen.add(key)) {
            return Optional.empty();
        }
        if (typeOf(component)
                .filter(type -> !SettingsCall.yieldsRows(type, component.settings()))
                .isPresent()) {
            return Optional.of(component);
        }
        return component.disabled()
                ? definition.edges().stream()
                        .filter(edge -> edge.to().equals(key))
                        .flatMap(edge -> rowless(edge.from(), seen).stream())
                        .findFirst()
                : Optional.empty();
    }

    private void checkInputs() {
        Map<String, Integer> counts = new HashMap<>();
        sound.keySet().forEach(edge -> counts.merge(edge.to(), 1, Integer::sum));
        for (int i = 0; i < definition.components().size(); i++) {
            Component component = definition.components().get(i);
            int count = counts.getOrDefault(component.key(), 0);
            Pointer at = Pointer.ROOT.field("components").item(i);
            typeOf(component)
                    .filter(type -> !type.inputs().allows(count))
                    .ifPresent(type -> add(
                            ProblemCode.COMPONENT_INPUTS,
                            at,
                            Texts.quoted(component.label())
                                    + (count == 0 ? " reads nothing yet, and takes " : " takes ")
                                    + range(type.inputs())
                                    + (count == 0
                                            ? "."
                                            : ", but " + count + (count == 1 ? " leads" : " lead") + " into it."),
                            count < type.inputs().min()
                                    ? "Connect another component to it."
                                    : "Remove connections that lead into it."));
        }
    }

    private Optional<ComponentType> typeOf(@Nullable Component component) {
        return component == null ? Optional.empty() : types.resolve(component.type(), component.version());
    }

    private static String range(ComponentType.Inputs inputs) {
        Integer max = inputs.max();
        if (max == null) {
            return "at least " + count(inputs.min());
        }
        if (max == inputs.min()) {
            return max == 0 ? "no input" : "exactly " + count(max);
        }
        return inputs.min() + " to " + max + " inputs";
    }

    private static String count(int inputs) {
        return inputs == 1 ? "one input" : inputs + " inputs";
    }

    private void add(ProblemCode code, Pointer at, String message, String remedy) {
        problems.add(new Problem(code, at.text(), message, remedy));
    }
}
