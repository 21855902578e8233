package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for components that run another process: it must be there, and be another one. */
final class CallRules {

    private CallRules() {}

    /** @param processes keys of the processes that may be run; null if that is not known here */
    static List<Problem> check(ProcessDefinition definition, ComponentTypes types, @Nullable Set<String> processes) {
        return SettingsCall.in(definition, types).stream()
                .flatMap(placed -> fault(
                        definition.key(),
                        placed.call(),
                        placed.settings().text() + placed.call().processPointer(),
                        processes)
                        .stream())
                .toList();
    }

    private static Optional<Problem> fault(
            String own, SettingsCall call, String pointer, @Nullable Set<String> processes) {
        if (call.process().equals(own)) {
            return Optional.of(new Problem(
                    ProblemCode.SETTINGS_PROCESS,
                    pointer,
                    "A process cannot run itself.",
                    "Choose another process, or remove the component."));
        }
        return processes == null || processes.contains(call.process())
                ? Optional.empty()
                : Optional.of(new Problem(
                        ProblemCode.SETTINGS_PROCESS,
                        pointer,
                        "There is no process " + Texts.quoted(call.process()) + " in use.",
                        "Choose a process that is there, or take this one out of the archive."));
    }
}
