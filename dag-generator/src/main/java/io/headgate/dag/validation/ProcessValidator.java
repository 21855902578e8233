package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.validation.SettingsLocations.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says everything that keeps a process from being published, never only the first thing. */
public final class ProcessValidator {

    /**
     * Most components of a process. An EMR cluster takes 256 pending and running steps (EMR quotas), so a run whose
     * components all start side by side still fits into one; and AddJobFlowSteps refills at 30 calls a minute, so submitting
     * that many takes some six minutes already. What one run of this width costs is in docs/performance.md.
     */
    public static final int MAX_COMPONENTS = 200;

    static final int MAX_PARAMETERS = 100;

    private final ComponentTypes types;
    private final ComponentRules components;

    public ProcessValidator(ComponentTypes types) {
        this.types = types;
        this.components = new ComponentRules(types);
    }

    /** Judges a definition without knowing which locations there are. */
    public List<Problem> validate(ProcessDefinition definition) {
        return check(definition, null, null);
    }

    /** Judges a definition; {@code locations} says what may be done at each location of the tenant. */
    public List<Problem> validate(ProcessDefinition definition, Map<String, Set<Access>> locations) {
        return check(definition, locations, null);
    }

    /** As {@link #validate(ProcessDefinition, Map)}, knowing as well the keys of the processes that may be run. */
    public List<Problem> validate(
            ProcessDefinition definition, Map<String, Set<Access>> locations, Set<String> processes) {
        return check(definition, locations, processes);
    }

    private List<Problem> check(
            ProcessDefinition definition,
            @Nullable Map<String, Set<Access>> locations,
            @Nullable Set<String> processes) {
        List<Problem> problems = new ArrayList<>();
        checkProcess(definition, problems);
        checkParameters(definition.parameters(), problems);
        Pointer all = Pointer.ROOT.field("components");
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < definition.components().size(); i++) {
            Component component = definition.components().get(i);
            if (!keys.add(component.key())) {
                problems.add(duplicate(ProblemCode.COMPONENT_DUPLICATE, all.item(i), component.key()));
            }
            problems.addAll(components.check(component, all.item(i), definition.parameters(), locations));
        }
        problems.addAll(GraphRules.check(definition, types));
        problems.addAll(ConditionRules.check(definition, types));
        problems.addAll(CallRules.check(definition, types, processes));
        return List.copyOf(problems);
    }

    private static void checkProcess(ProcessDefinition definition, List<Problem> problems) {
        if (!Keys.isProcessKey(definition.key())) {
            problems.add(new Problem(
                    ProblemCode.PROCESS_KEY,
                    "/key",
                    "The key " + Texts.quoted(definition.key()) + " is not well-formed.",
                    "Start with a small letter; use small letters, digits and hyphens, at most 63."));
        }
        checkName(ProblemCode.PROCESS_NAME, "The name", Pointer.ROOT.field("name"), definition.name(), problems);
        int count = definition.components().size();
        if (count == 0) {
            problems.add(new Problem(
                    ProblemCode.PROCESS_EMPTY, "/components", "The process has no components.", "Add at least one."));
        }
        if (count > MAX_COMPONENTS) {
            problems.add(new Problem(
                    ProblemCode.PROCESS_TOO_MANY_COMPONENTS,
                    "/components",
                    "The process has " + count + " components; at most " + MAX_COMPONENTS + " are allowed.",
                    "Split it into several processes."));
        }
        if (definition.parameters().size() > MAX_PARAMETERS) {
            problems.add(new Problem(
                    ProblemCode.PROCESS_TOO_MANY_PARAMETERS,
                    "/parameters",
                    "The process has more than " + MAX_PARAMETERS + " parameters.",
                    "Remove those that are not used."));
        }
    }

    private static void checkParameters(List<Parameter> parameters, List<Problem> problems) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Pointer at = Pointer.ROOT.field("parameters").item(i);
            if (!Keys.isComponentOrParameterKey(parameter.key())) {
                problems.add(badKey(ProblemCode.PARAMETER_KEY, at, parameter.key()));
            }
            if (!keys.add(parameter.key())) {
                problems.add(duplicate(ProblemCode.PARAMETER_DUPLICATE, at, parameter.key()));
            }
            String label = parameter.label();
            if (label != null) {
                checkName(ProblemCode.PARAMETER_LABEL, "The label", at.field("label"), label, problems);
            }
            JsonNode value = parameter.defaultValue();
            if (value != null && !ParameterValues.fits(parameter.type(), value)) {
                problems.add(
                        ParameterValues.misfit(ProblemCode.PARAMETER_DEFAULT, parameter.type(), at.field("default")));
            }
        }
    }

    static void checkName(ProblemCode code, String what, Pointer at, String name, List<Problem> problems) {
        Texts.faultOfName(name)
                .ifPresent(fault -> problems.add(new Problem(
                        code,
                        at.text(),
                        what + " " + fault + ".",
                        "Write 1 to " + Texts.MAX_NAME + " characters in one line.")));
    }

    static Problem badKey(ProblemCode code, Pointer at, String key) {
        return new Problem(
                code,
                at.field("key").text(),
                "The key " + Texts.quoted(key) + " is not well-formed.",
                "Start with a small letter; use small letters, digits and underscores, at most 40.");
    }

    private static Problem duplicate(ProblemCode code, Pointer at, String key) {
        return new Problem(
                code,
                at.field("key").text(),
                "The key " + Texts.quoted(key) + " is used twice.",
                "Choose another key for one of the two.");
    }
}
