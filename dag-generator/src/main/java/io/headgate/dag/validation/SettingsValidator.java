package io.headgate.dag.validation;

import com.networknt.schema.Error;
import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProblemCode;
import io.headgate.dag.validation.SettingsLocations.Access;
import io.headgate.dag.validation.SettingsLocations.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges the settings of one component: as they are drafted, with placeholders, and as they are resolved for a run. */
public final class SettingsValidator {

    private final SettingsSchemas schemas = new SettingsSchemas();

    /**
     * Settings as they stand in a definition.
     *
     * @param at where the settings stand
     * @param parameters those of the process, which placeholders may name
     * @param locations what may be done at each location there is; null if that is not known here
     */
    public List<Problem> checkDraft(
            ComponentType type,
            JsonNode settings,
            Pointer at,
            List<Parameter> parameters,
            @Nullable Map<String, Set<Access>> locations) {
        PlaceholderRules placeholders = new PlaceholderRules(parameters);
        List<Problem> problems = new ArrayList<>();
        Set<Pointer> open = new LinkedHashSet<>();
        SettingsTexts.walk(settings, type.settingsSchema(), at, (text, pointer, use) -> {
            checkStorable(text, pointer, problems);
            SettingText parsed = SettingText.of(text);
            if (parsed.hasPlaceholder()) {
                open.add(pointer);
                problems.addAll(placeholders.check(parsed, pointer, use));
            }
        });
        JsonNode sample = placeholders.sample(settings);
        for (Problem problem : againstSchema(type, sample, at, open)) {
            problems.add(problem);
        }
        for (Place place : SettingsLocations.of(type, settings, at)) {
            checkPlace(place, PlaceholderRules.withoutPlaceholders(place.path()), locations, problems);
        }
        return problems;
    }

    /** Settings of one run, with every placeholder replaced: now every text is what it says. */
    public List<Problem> checkResolved(
            ComponentType type, JsonNode settings, Pointer at, @Nullable Map<String, Set<Access>> locations) {
        List<Problem> problems = new ArrayList<>();
        SettingsTexts.walk(
                settings, type.settingsSchema(), at, (text, pointer, use) -> checkStorable(text, pointer, problems));
        problems.addAll(againstSchema(type, settings, at, Set.of()));
        for (Place place : SettingsLocations.of(type, settings, at)) {
            checkPlace(place, place.path(), locations, problems);
        }
        return problems;
    }

    /** What a value will be is not known where a placeholder stands; only its type is. */
    private List<Problem> againstSchema(ComponentType type, JsonNode settings, Pointer at, Set<Pointer> open) {
        SettingsMessages messages = new SettingsMessages(type.settingsSchema(), at);
        Set<Problem> problems = new LinkedHashSet<>();
        for (Error error : schemas.check(type, settings)) {
            Problem problem = messages.problem(error);
            boolean stillOpen = open.contains(new Pointer(problem.pointer())) && !"type".equals(error.getKeyword());
            if (!stillOpen && !SettingsMessages.isEcho(error)) {
                problems.add(problem);
            }
        }
        return List.copyOf(problems);
    }

    private static void checkStorable(String text, Pointer pointer, List<Problem> problems) {
        if (!Texts.isStorable(text)) {
            problems.add(new Problem(
                    ProblemCode.SETTINGS_TEXT,
                    pointer.text(),
                    "The text holds NUL or half a surrogate pair, which are no characters.",
                    "Remove them; they often come from copying out of a damaged file."));
        }
    }

    private static void checkPlace(
            Place place, String path, @Nullable Map<String, Set<Access>> locations, List<Problem> problems) {
        RelativePath.fault(path)
                .ifPresent(fault -> problems.add(new Problem(
                        ProblemCode.SETTINGS_PATH,
                        place.pointer().field("path").text(),
                        "The path " + fault + ".",
                        "Write a path below the location, such as flights/2013.csv.")));
        if (locations == null || place.location().isEmpty()) {
            return;
        }
        Set<Access> allowed = locations.getOrDefault(place.location(), Set.of());
        if (!allowed.contains(place.access())) {
            String use = place.access() == Access.READ ? "read from" : "written to";
            String message = locations.containsKey(place.location())
                    ? "The location " + Texts.quoted(place.location()) + " may not be " + use + "."
                    : "There is no location " + Texts.quoted(place.location()) + ".";
            List<String> fitting = locations.entrySet().stream()
                    .filter(entry -> entry.getValue().contains(place.access()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            problems.add(new Problem(
                    ProblemCode.SETTINGS_LOCATION,
                    place.pointer().field("location").text(),
                    message,
                    fitting.isEmpty()
                            ? "Ask your administrator for a location that may be " + use + "."
                            : "Choose one that may be " + use + ": " + String.join(", ", fitting) + "."));
        }
    }
}
