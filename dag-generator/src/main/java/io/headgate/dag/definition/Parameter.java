package io.headgate.dag.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value that is given when a run begins.
 *
 * @param defaultValue the value of a run that gives none; in documents it is called {@code default}
 */
public record Parameter(
        String key,
        Type type,
        @Nullable String label,
        boolean required,
        @Nullable JsonNode defaultValue) {

    /** What a parameter's values are; a date is written as text, 2013-01-31. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        DATE;

        /** The word in a document. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Type> of(String word) {
            return Arrays.stream(values())
                    .filter(type -> type.word().equals(word))
                    .findFirst();
        }
    }
}
