package io.headgate.dag.condition;

/**
 * One thing that is wrong with a condition, in words for its author.
 *
 * @param column the place in the text, from 1; 0 for the whole of it
 */
public record ConditionFault(int column, String message, String remedy) {}
