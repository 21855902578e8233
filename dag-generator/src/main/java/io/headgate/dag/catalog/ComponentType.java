package io.headgate.dag.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One version of a kind of component, as its catalogue entry describes it. Serialises to the entry it was read from.
 *
 * @param help plain text or Markdown for the user
 * @param job the Python module that does the work on the cluster; null when nothing is to be done there
 * @param settingsSchema JSON Schema 2020-12 of the settings; {@code x-headgate} marks places of data, SQL, names of columns,
 *     the process to run with its values and the component whose rows come out, and settings that a look at the data can find
 * @param example settings that satisfy the schema
 */
public record ComponentType(
        String type,
        int version,
        String title,
        String summary,
        String help,
        Kind kind,
        String icon,
        Inputs inputs,
        boolean producesOutput,
        @Nullable String job,
        JsonNode settingsSchema,
        JsonNode example) {

    /** What a component does with data. */
    public enum Kind {
        SOURCE,
        TRANSFORM,
        CHECK,
        SINK,
        /** It runs another process: what leads into it is waited for, and not read. */
        PROCESS;

        /** The word in the catalogue entry. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How many components may lead into one.
     *
     * @param max null for no limit
     * @param anyWillDo whether it can work when some of them were skipped, as long as one came
     */
    public record Inputs(int min, @Nullable Integer max, boolean anyWillDo) {

        public Inputs {
            if (min < 0 || (max != null && max < min)) {
                throw new IllegalArgumentException("inputs must be a range: " + min + " to " + max);
            }
        }

        public boolean allows(int count) {
            return count >= min && (max == null || count <= max);
        }
    }

    /** The settings that a look at the data can find: their schema is marked {@code "x-headgate": {"found": true}}. */
    public Set<String> foundSettings() {
        return settingsSchema.path("properties").properties().stream()
                .filter(property ->
                        property.getValue().path("x-headgate").path("found").booleanValue(false))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether what leads into it comes in as rows; else it is only waited for. */
    public boolean readsRows() {
        return kind != Kind.PROCESS;
    }

    public ComponentType {
        if (version < 1) {
            throw new IllegalArgumentException("a component type's version starts at 1: " + type);
        }
    }
}
