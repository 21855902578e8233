package io.headgate.api.platform;

/**
 * Why something does not go on by itself right now, in words for the people who can mend it.
 *
 * @param code stable code
 * @param sentence what happened
 * @param remedy what to do
 */
public record Trouble(String code, String sentence, String remedy) {}
