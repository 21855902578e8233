package io.headgate.dag.cli;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.validation.SettingsCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of several processes run one another. */
final class Calls {

    private static final ComponentTypes TYPES = new BuiltInComponentTypes();

    private Calls() {}

    /** The processes in an order in which each comes after those that it runs; of a circle, in the order that was given. */
    static List<ProcessDefinition> calledFirst(Collection<ProcessDefinition> processes) {
        Map<String, ProcessDefinition> byKey = new LinkedHashMap<>();
        processes.forEach(process -> byKey.put(process.key(), process));
        List<ProcessDefinition> ordered = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        byKey.values().forEach(process -> add(process, byKey, seen, ordered));
        return ordered;
    }

    private static void add(
            ProcessDefinition process,
            Map<String, ProcessDefinition> byKey,
            Set<String> seen,
            List<ProcessDefinition> ordered) {
        if (!seen.add(process.key())) {
            return;
        }
        for (SettingsCall.Placed placed : SettingsCall.in(process, TYPES)) {
            ProcessDefinition called = byKey.get(placed.call().process());
            if (called != null) {
                add(called, byKey, seen, ordered);
            }
        }
        ordered.add(process);
    }

    /** Where a process names others out of these. */
    static Set<String> pointersTo(Set<String> others, ProcessDefinition process) {
        return SettingsCall.in(process, TYPES).stream()
                .filter(placed -> others.contains(placed.call().process())
                        && !placed.call().process().equals(process.key()))
                .map(placed -> placed.settings().text()
                        + placed.call().processPointer().text())
                .collect(Collectors.toSet());
    }
}
