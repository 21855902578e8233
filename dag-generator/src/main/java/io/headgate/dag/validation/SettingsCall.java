package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * That a component runs another process, as its settings say, found by the marks of the schema.
 *
 * @param process key of the process
 * @param resultFrom key of the component of it whose rows come out; null when none do
 * @param parameters the values that are passed, an object
 * @param processPointer where the process is named, below the settings
 * @param resultPointer where the component is named; the settings themselves when none is
 * @param parametersPointer where the values stand; the settings themselves when there are none
 */
public record SettingsCall(
        String process,
        @Nullable String resultFrom,
        JsonNode parameters,
        Pointer processPointer,
        Pointer resultPointer,
        Pointer parametersPointer) {

    /**
     * The call of one component of a definition.
     *
     * @param settings where the component's settings stand
     */
    public record Placed(Component component, Pointer settings, SettingsCall call) {}

    /** Gathers what the marks say, in whatever order they come. */
    private static final class Found {
        private @Nullable String process;
        private @Nullable String resultFrom;
        private JsonNode parameters = JsonNodeFactory.instance.objectNode();
        private Pointer processPointer = Pointer.ROOT;
        private Pointer resultPointer = Pointer.ROOT;
        private Pointer parametersPointer = Pointer.ROOT;

        void visit(JsonNode value, Pointer pointer, SchemaMarks.Mark mark) {
            if (mark.isProcess() && value.isString()) {
                process = value.stringValue();
                processPointer = pointer;
            } else if (mark.isProcessComponent() && value.isString()) {
                resultFrom = value.stringValue();
                resultPointer = pointer;
            } else if (mark.isProcessParameters() && value.isObject()) {
                parameters = value;
                parametersPointer = pointer;
            }
        }
    }

    /** The calls of a definition, in the order of its components; the definition may be faulty. */
    public static List<Placed> in(ProcessDefinition definition, ComponentTypes types) {
        List<Placed> calls = new ArrayList<>();
        Pointer all = Pointer.ROOT.field("components");
        for (int i = 0; i < definition.components().size(); i++) {
            Component component = definition.components().get(i);
            Pointer settings = all.item(i).field("settings");
            types.resolve(component.type(), component.version())
                    .flatMap(type -> of(type, component.settings()))
                    .ifPresent(call -> calls.add(new Placed(component, settings, call)));
        }
        return calls;
    }

    /** The call of a component; empty when its type runs no process, or its settings name none. */
    public static Optional<SettingsCall> of(ComponentType type, JsonNode settings) {
        if (type.kind() != ComponentType.Kind.PROCESS) {
            return Optional.empty();
        }
        Found found = new Found();
        SchemaMarks.walk(settings, type.settingsSchema(), Pointer.ROOT, found::visit);
        String process = found.process;
        return process == null || process.isEmpty()
                ? Optional.empty()
                : Optional.of(new SettingsCall(
                        process,
                        found.resultFrom,
                        found.parameters,
                        found.processPointer,
                        found.resultPointer,
                        found.parametersPointer));
    }

    /** Whether rows come out of a component of this type with these settings. */
    public static boolean yieldsRows(ComponentType type, JsonNode settings) {
        return type.producesOutput()
                && (type.kind() != ComponentType.Kind.PROCESS
                        || of(type, settings)
                                .filter(call -> call.resultFrom() != null)
                                .isPresent());
    }
}
