package io.headgate.dag.definition;

/**
 * One thing that is wrong with a process, in words for its author.
 *
 * @param code stable, for programs
 * @param pointer JSON Pointer (RFC 6901) into the definition; empty for the whole document
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record Problem(ProblemCode code, String pointer, String message, String remedy) {}
