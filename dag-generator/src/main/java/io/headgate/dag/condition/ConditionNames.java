package io.headgate.dag.condition;

import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the condition of one component may name, each with its type, in the order in which one would tell it. */
public record ConditionNames(Map<String, ValueType> types) {

    /** Names of results begin with this and the component's key. */
    public static final String RESULT = "result.";

    private static final int MAX_SUGGESTED = 8;

    public ConditionNames {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /** The run's values, the parameters, and the results of all components that lead into this one by some way. */
    public static ConditionNames of(ProcessDefinition definition, String key, ComponentTypes catalogue) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        types.put("run.date", ValueType.TEXT);
        types.put("run.id", ValueType.TEXT);
        for (Parameter parameter : definition.parameters()) {
            types.put("param." + parameter.key(), ValueType.of(parameter.type()));
        }
        Set<String> before = before(definition, key);
        for (Component component : definition.components()) {
            if (before.contains(component.key())) {
                ResultField.of(isCheck(component, catalogue))
                        .forEach(field -> types.put(RESULT + component.key() + "." + field.word(), field.type()));
            }
        }
        return new ConditionNames(types);
    }

    Optional<ValueType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** What somebody may have meant who wrote a name that is not there: what looks like it, else what begins like it. */
    List<String> near(String wrong) {
        List<String> beside =
                startingWith(wrong.contains(".") ? wrong.substring(0, wrong.lastIndexOf('.') + 1) : wrong + ".");
        List<String> alike = alike(wrong, beside.isEmpty() ? types.keySet() : beside);
        if (!alike.isEmpty()) {
            return alike;
        }
        return (beside.isEmpty() ? List.copyOf(types.keySet()) : beside)
                .stream().limit(MAX_SUGGESTED).toList();
    }

    private static List<String> alike(String wrong, Collection<String> names) {
        int most = Math.max(2, wrong.length() / 4);
        return names.stream()
                .filter(name -> EditDistance.between(name, wrong) <= most)
                .sorted(Comparator.comparingInt(name -> EditDistance.between(name, wrong)))
                .limit(3)
                .toList();
    }

    private List<String> startingWith(String start) {
        return types.keySet().stream().filter(name -> name.startsWith(start)).toList();
    }

    private static boolean isCheck(Component component, ComponentTypes catalogue) {
        return catalogue
                .resolve(component.type(), component.version())
                .filter(type -> type.kind() == ComponentType.Kind.CHECK)
                .isPresent();
    }

    private static Set<String> before(ProcessDefinition definition, String key) {
        Map<String, List<String>> into = definition.edges().stream()
                .collect(Collectors.groupingBy(Edge::to, Collectors.mapping(Edge::from, Collectors.toList())));
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(key));
        while (!open.isEmpty()) {
            into.getOrDefault(open.pop(), List.of()).stream().filter(seen::add).forEach(open::push);
        }
        seen.remove(key);
        return seen;
    }
}
