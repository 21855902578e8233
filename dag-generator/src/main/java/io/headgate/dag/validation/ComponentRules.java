package io.headgate.dag.validation;

import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.definition.RetryPolicy;
import io.headgate.dag.validation.SettingsLocations.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules for one component by itself. */
final class ComponentRules {

    private static final int MAX_RETRIES = 5;
    private static final Duration MAX_DELAY = Duration.ofHours(24);
    private static final Duration MAX_TIMEOUT = Duration.ofDays(7);

    private final ComponentTypes types;
    private final SettingsValidator settings = new SettingsValidator();

    ComponentRules(ComponentTypes types) {
        this.types = types;
    }

    List<Problem> check(
            Component component, Pointer at, List<Parameter> parameters, @Nullable Map<String, Set<Access>> locations) {
        List<Problem> problems = new ArrayList<>();
        if (!Keys.isComponentOrParameterKey(component.key())) {
            problems.add(ProcessValidator.badKey(ProblemCode.COMPONENT_KEY, at, component.key()));
        }
        ProcessValidator.checkName(
                ProblemCode.COMPONENT_LABEL, "The label", at.field("label"), component.label(), problems);
        checkRetries(component.retries(), at.field("retries"), problems);
        checkTimeout(component.timeout(), at.field("timeout"), problems);
        Optional<ComponentType> type = types.resolve(component.type(), component.version());
        if (type.isPresent()) {
            problems.addAll(
                    settings.checkDraft(type.get(), component.settings(), at.field("settings"), parameters, locations));
        } else {
            problems.add(unknownType(component, at));
        }
        return problems;
    }

    private Problem unknownType(Component component, Pointer at) {
        if (types.latest(component.type()).isPresent()) {
            String versions = types.all().stream()
                    .filter(type -> type.type().equals(component.type()))
                    .map(type -> String.valueOf(type.version()))
                    .collect(Collectors.joining(", "));
            return new Problem(
                    ProblemCode.COMPONENT_VERSION,
                    at.field("version").text(),
                    "There is no version " + component.version() + " of " + Texts.quoted(component.type()) + ".",
                    "Use one of: " + versions + ".");
        }
        String known = types.all().stream().map(ComponentType::type).distinct().collect(Collectors.joining(", "));
        return new Problem(
                ProblemCode.COMPONENT_TYPE,
                at.field("type").text(),
                "There is no component type " + Texts.quoted(component.type()) + ".",
                "Use one of: " + known + ".");
    }

    private static void checkRetries(@Nullable RetryPolicy retries, Pointer at, List<Problem> problems) {
        if (retries == null) {
            return;
        }
        if (retries.count() < 0 || retries.count() > MAX_RETRIES) {
            problems.add(new Problem(
                    ProblemCode.COMPONENT_RETRIES,
                    at.field("count").text(),
                    "There may be 0 to " + MAX_RETRIES + " retries.",
                    "Enter a number from 0 to " + MAX_RETRIES + "."));
        }
        if (retries.delay().isNegative() || retries.delay().compareTo(MAX_DELAY) > 0) {
            problems.add(new Problem(
                    ProblemCode.COMPONENT_RETRIES,
                    at.field("delay").text(),
                    "The delay between retries may be up to 24 hours.",
                    "Enter a duration such as PT5M (five minutes)."));
        }
    }

    private static void checkTimeout(@Nullable Duration timeout, Pointer at, List<Problem> problems) {
        if (timeout != null && (!timeout.isPositive() || timeout.compareTo(MAX_TIMEOUT) > 0)) {
            problems.add(new Problem(
                    ProblemCode.COMPONENT_TIMEOUT,
                    at.text(),
                    "The timeout must be more than nothing and at most 7 days.",
                    "Enter a duration such as PT2H (two hours)."));
        }
    }
}
