package io.headgate.api.trial;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.JudgedDraft;
import io.headgate.api.process.StageParameters;
import io.headgate.api.run.JobLocations;
import io.headgate.api.run.RunGraph;
import io.headgate.api.run.RunOutputs;
import io.headgate.api.stage.Stages;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.validation.ParameterValues;
import io.headgate.dag.validation.PlaceholderValues;
import io.headgate.dag.validation.Placeholders;
import io.headgate.dag.validation.SettingsValidator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what a trial's step is to do, if what is to be tried is sound. Problems elsewhere on the canvas do not matter. */
@org.springframework.stereotype.Component
class TrialPlans {

    private final ComponentTypes types;
    private final JobLocations locations;
    private final RunOutputs outputs;
    private final Stages stages;
    private final StageParameters stageParameters;
    private final JsonMapper json;
    private final SettingsValidator validator = new SettingsValidator();

    TrialPlans(
            ComponentTypes types,
            JobLocations locations,
            RunOutputs outputs,
            Stages stages,
            StageParameters stageParameters,
            JsonMapper json) {
        this.stages = stages;
        this.stageParameters = stageParameters;
        this.types = types;
        this.locations = locations;
        this.outputs = outputs;
        this.json = json;
    }

    /** The plan as it is kept, on the default stage; throws with every problem of what is concerned. */
    String plan(UUID tenantId, JudgedDraft draft, TrialOrder order) {
        UUID stageId = stages.defaultOf(tenantId).id();
        RunGraph graph = new RunGraph(draft.definition());
        Component wanted = draft.definition()
                .component(order.component())
                .orElseThrow(() -> ProblemException.notFound(
                        "component.unknown", "The draft has no component '" + order.component() + "'."));
        if (wanted.disabled()) {
            throw ProblemException.conflict(
                    "trial.component-disabled",
                    "The component is switched off, so there is nothing to try. Switch it on, then try again.");
        }
        Set<String> found = order.scope() == TrialScope.COLUMNS ? foundSettings(wanted) : Set.of();
        Set<String> concerned = order.scope() == TrialScope.UP_TO
                ? TrialReach.upTo(draft.definition(), wanted.key())
                : Set.of(wanted.key());
        refuseCalls(draft, concerned);
        Set<String> looked = new HashSet<>(concerned);
        looked.addAll(TrialReach.switchedOffBefore(draft.definition(), wanted.key()));
        refuseIfFaulty(draft, looked, settingsPointers(draft, wanted, found));
        List<Component> tried = TrialReach.inOrder(draft.definition(), concerned).stream()
                .filter(component -> !component.disabled())
                .toList();
        Map<String, JsonNode> settings = resolved(draft, stageId, order, tried, found);
        Map<String, String> left =
                order.scope() == TrialScope.ONE ? leftByRuns(draft, stageId, graph, wanted) : Map.of();
        ArrayNode plan = json.createArrayNode();
        for (Component component : tried) {
            ComponentType type =
                    types.resolve(component.type(), component.version()).orElseThrow();
            JsonNode its = Objects.requireNonNull(settings.get(component.key()));
            ObjectNode planned = plan.addObject();
            planned.put("component", component.key());
            planned.put("n", graph.numberOf(component.key()));
            planned.put("type", type.type());
            planned.put("typeVersion", type.version());
            planned.put("businessDate", order.businessDate().toString());
            planned.set("settings", its);
            planned.set("locations", locations.of(stageId, type, its));
            planned.set("inputs", inputs(graph, component, left));
        }
        return json.writeValueAsString(plan);
    }

    /** A trial writes nothing; what another process would do cannot be tried like that. */
    private void refuseCalls(JudgedDraft draft, Set<String> concerned) {
        draft.definition().components().stream()
                .filter(component -> concerned.contains(component.key()) && !component.disabled())
                .filter(component -> types.resolve(component.type(), component.version())
                        .filter(type -> type.kind() == ComponentType.Kind.PROCESS)
                        .isPresent())
                .findFirst()
                .ifPresent(call -> {
                    throw ProblemException.conflict(
                            "trial.runs-process",
                            "\"" + call.label()
                                    + "\" runs another process, and that cannot be tried. Run the process once, then try a component after it alone, on what it has left.");
                });
    }

    private Set<String> foundSettings(Component wanted) {
        Set<String> found = types.resolve(wanted.type(), wanted.version())
                .map(ComponentType::foundSettings)
                .orElse(Set.of());
        if (found.isEmpty()) {
            throw ProblemException.conflict(
                    "trial.nothing-to-find", "Only a source that reads files has columns that can be found.");
        }
        return found;
    }

    /** Where these settings of a component stand in the document. */
    private static List<String> settingsPointers(JudgedDraft draft, Component component, Set<String> names) {
        Pointer settings = settingsOf(draft, component);
        return names.stream().map(name -> settings.field(name).toString()).toList();
    }

    private static Pointer settingsOf(JudgedDraft draft, Component component) {
        return Pointer.ROOT
                .field("components")
                .item(draft.definition().components().indexOf(component))
                .field("settings");
    }

    private static boolean isBelow(List<String> pointers, String pointer) {
        return pointers.stream().anyMatch(each -> pointer.equals(each) || pointer.startsWith(each + "/"));
    }

    /** @param open what need not be sound, because it is to be found */
    private static void refuseIfFaulty(JudgedDraft draft, Set<String> concerned, List<String> open) {
        List<FieldProblem> problems = draft.problems().stream()
                .filter(problem -> isAbout(draft, concerned, problem.pointer()))
                .filter(problem -> !isBelow(open, problem.pointer()))
                .toList();
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "trial.invalid",
                    concerned.size() == 1
                            ? "The component is not complete yet and cannot be tried; see the problems."
                            : "The component, or one before it, is not complete yet and cannot be tried; see the problems.",
                    problems);
        }
    }

    /** Whether a problem stands at one of these components, at an edge into one, or at the parameters of the process. */
    private static boolean isAbout(JudgedDraft draft, Set<String> concerned, String pointer) {
        String[] parts = pointer.split("/", -1);
        if (parts.length < 2) {
            return false;
        }
        if (parts.length < 3 || !parts[2].matches("[0-9]{1,6}")) {
            return parts[1].equals("parameters");
        }
        int at = Integer.parseInt(parts[2]);
        return switch (parts[1]) {
            case "components" ->
                at < draft.definition().components().size()
                        && concerned.contains(
                                draft.definition().components().get(at).key());
            case "edges" -> {
                Edge edge = draft.definition().edges().get(at);
                yield concerned.contains(edge.to());
            }
            default -> parts[1].equals("parameters");
        };
    }

    private Map<String, JsonNode> resolved(
            JudgedDraft draft, UUID stageId, TrialOrder order, List<Component> tried, Set<String> found) {
        ParameterValues values = ParameterValues.bind(
                stageParameters.applied(
                        draft.processId(), stageId, draft.definition().parameters()),
                order.parameters(),
                Pointer.ROOT.field("parameters"));
        List<Problem> problems = new ArrayList<>(values.problems());
        PlaceholderValues placeholders =
                new PlaceholderValues(order.businessDate(), order.id().toString(), values.values());
        Map<String, JsonNode> settings = new LinkedHashMap<>();
        for (Component component : tried) {
            ComponentType type =
                    types.resolve(component.type(), component.version()).orElseThrow();
            Pointer at = settingsOf(draft, component);
            List<String> open = settingsPointers(draft, component, found);
            Placeholders.Resolution resolution = Placeholders.resolve(type, component.settings(), placeholders);
            resolution.problems().stream()
                    .filter(problem -> !isBelow(open, problem.pointer()))
                    .forEach(problems::add);
            validator.checkResolved(type, resolution.settings(), at, null).stream()
                    .filter(problem -> !isBelow(open, problem.pointer()))
                    .forEach(problems::add);
            settings.put(component.key(), toBeFound(resolution.settings(), found));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "trial.values-do-not-fit",
                    "The values of this trial do not fit what is to be tried; see the problems.",
                    problems.stream()
                            .map(problem -> new FieldProblem(
                                    problem.code().word(), problem.pointer(), problem.message(), problem.remedy()))
                            .toList());
        }
        return settings;
    }

    /** The settings with nothing where something is to be found. */
    private static JsonNode toBeFound(JsonNode settings, Set<String> found) {
        if (found.isEmpty()) {
            return settings;
        }
        ObjectNode open = (ObjectNode) settings.deepCopy();
        found.forEach(open::putArray);
        return open;
    }

    /** Addresses of what stands before a component that is tried alone, by the key of the component that yielded it. */
    private Map<String, String> leftByRuns(JudgedDraft draft, UUID stageId, RunGraph graph, Component wanted) {
        List<String> sources = graph.upstreamOf(wanted.key()).stream()
                .flatMap(upstream -> graph.sourceOf(upstream).stream())
                .distinct()
                .toList();
        if (sources.isEmpty()) {
            return Map.of();
        }
        return outputs.newest(draft.processId(), stageId, sources)
                .orElseThrow(
                        () -> ProblemException.conflict(
                                "trial.nothing-before",
                                "No run has left a result of "
                                        + String.join(
                                                " and ",
                                                sources.stream()
                                                        .map(key -> "'" + key + "'")
                                                        .toList())
                                        + " yet, so this component cannot be tried alone. Try everything up to it, or run the process once."));
    }

    private ObjectNode inputs(RunGraph graph, Component component, Map<String, String> left) {
        ObjectNode inputs = json.createObjectNode();
        for (String upstream : graph.upstreamOf(component.key())) {
            Optional<String> source = graph.sourceOf(upstream);
            if (source.isPresent() && left.containsKey(source.get())) {
                inputs.putObject(upstream).put("uri", left.get(source.get()));
            } else {
                source.ifPresent(key -> inputs.putObject(upstream).put("component", key));
            }
        }
        return inputs;
    }
}
