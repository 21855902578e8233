package io.headgate.api.platform;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with an input.
 *
 * @param code stable code
 * @param pointer JSON pointer (RFC 6901) to the place; empty for the whole
 * @param message what is wrong
 * @param remedy what to do; null when the message says it
 */
public record FieldProblem(
        String code,
        String pointer,
        String message,
        @Nullable String remedy) {}
