package io.headgate.dag.definition;

/** The component {@code to} starts after {@code from} and reads what it yields. */
public record Edge(String from, String to) {}
