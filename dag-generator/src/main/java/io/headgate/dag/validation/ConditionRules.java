package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.condition.Condition;
import io.headgate.dag.condition.ConditionFault;
import io.headgate.dag.condition.ConditionNames;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.ArrayList;
import java.util.List;

/** The rules for conditions: each must be understood, name only what is there, and come to yes or no. */
final class ConditionRules {

    private ConditionRules() {}

    static List<Problem> check(ProcessDefinition definition, ComponentTypes types) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < definition.components().size(); i++) {
            Component component = definition.components().get(i);
            String condition = component.condition();
            if (condition != null
                    && Condition.read(condition, ConditionNames.of(definition, component.key(), types))
                            instanceof Condition.Reading.Faulty faulty) {
                Pointer at = Pointer.ROOT.field("components").item(i).field("condition");
                faulty.faults().forEach(fault -> problems.add(problem(component, fault, at)));
            }
        }
        return problems;
    }

    private static Problem problem(Component component, ConditionFault fault, Pointer at) {
        String place = fault.column() == 0 ? "" : ", at character " + fault.column();
        return new Problem(
                ProblemCode.COMPONENT_CONDITION,
                at.text(),
                "In the condition of " + Texts.quoted(component.label()) + place + ": " + fault.message() + ".",
                fault.remedy());
    }
}
