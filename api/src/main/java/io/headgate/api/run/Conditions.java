package io.headgate.api.run;

import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.condition.Condition;
import io.headgate.dag.condition.ConditionNames;
import io.headgate.dag.condition.ResultField;
import io.headgate.dag.condition.ValueType;
import io.headgate.dag.condition.Verdict;
import io.headgate.dag.definition.Component;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a component's condition holds in a run. The run's own values are kept when it is admitted, so that every component
 * of a run is judged by the same ones; results are those of the components before it.
 */
@org.springframework.stereotype.Component
class Conditions {

    private static final int LONGEST_VALUE = 60;

    private final ComponentTypes types;
    private final ResultValues results;
    private final JsonMapper json;

    Conditions(ComponentTypes types, ResultValues results, JsonMapper json) {
        this.types = types;
        this.results = results;
        this.json = json;
    }

    /** What the condition of a component names of the run's own values, as JSON; null without a condition. */
    @Nullable
    String kept(
            RunGraph graph, Component component, LocalDate runDate, String runId, Map<String, JsonNode> parameters) {
        Optional<Condition> condition = of(graph, component);
        if (condition.isEmpty()) {
            return null;
        }
        ObjectNode kept = json.createObjectNode();
        Map<String, JsonNode> known = new HashMap<>();
        known.put("run.date", JsonNodeFactory.instance.stringNode(runDate.toString()));
        known.put("run.id", JsonNodeFactory.instance.stringNode(runId));
        parameters.forEach((key, value) -> known.put("param." + key, value));
        condition.get().names().stream().filter(known::containsKey).forEach(name -> kept.set(name, known.get(name)));
        return json.writeValueAsString(kept);
    }

    /** What the condition comes to; empty for a component that has none, or none that is understood. */
    Optional<Verdict> verdict(RunGraph graph, TaskRun task, List<TaskRun> ofRun) {
        Component component = graph.component(task.n());
        return of(graph, component).map(condition -> {
            Map<String, Object> values = new HashMap<>();
            Map<String, ValueType> named = ConditionNames.of(graph.definition(), component.key(), types)
                    .types();
            String kept = task.conditionValues();
            if (kept != null) {
                json.readTree(kept)
                        .properties()
                        .forEach(value -> value(named.get(value.getKey()), value.getValue())
                                .ifPresent(found -> values.put(value.getKey(), found)));
            }
            for (TaskRun before : ofRun) {
                for (ResultField field : ResultField.values()) {
                    String name = field.of(before.componentKey());
                    if (condition.names().contains(name)) {
                        results.of(graph, before, ofRun, field).ifPresent(found -> values.put(name, found));
                    }
                }
            }
            return condition.evaluate(values);
        });
    }

    /** Why a component is left out whose condition does not hold. */
    static ComponentError notMet(String condition, Verdict.Decided verdict) {
        return new ComponentError(
                "condition.not-met",
                "It was skipped, because its condition did not hold: " + condition + seen(verdict.seen()) + ".",
                "Nothing has to be done. If it should have run, correct its condition and publish.",
                "author");
    }

    /** Why a component fails whose condition cannot be decided. */
    static ComponentError undecidable(String condition, Verdict.Undecidable verdict) {
        return new ComponentError(
                "condition.undecidable",
                "Whether it was to run could not be decided: " + verdict.why() + ". Its condition: " + condition
                        + seen(verdict.seen()) + ".",
                verdict.remedy(),
                "author");
    }

    private Optional<Condition> of(RunGraph graph, Component component) {
        String text = component.condition();
        return text != null
                        && Condition.read(text, ConditionNames.of(graph.definition(), component.key(), types))
                                instanceof Condition.Reading.Sound sound
                ? Optional.of(sound.condition())
                : Optional.empty();
    }

    private static Optional<Object> value(@Nullable ValueType type, JsonNode value) {
        return type == null
                ? Optional.empty()
                : Optional.of(
                        switch (type) {
                            case TEXT -> value.stringValue();
                            case WHOLE -> value.decimalValue().longValueExact();
                            case NUMBER -> value.doubleValue();
                            case FLAG -> value.booleanValue();
                        });
    }

    private static String seen(Map<String, Object> values) {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(value -> value.getKey() + " was " + shown(value.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String shown(Object value) {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        String shown = text.codePointCount(0, text.length()) <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
        return "\"" + shown + "\"";
    }
}
