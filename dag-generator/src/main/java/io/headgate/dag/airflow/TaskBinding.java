package io.headgate.dag.airflow;

/** The tasks {@code C<n>} and {@code W<n>} of a DAG file stand for this component. */
public record TaskBinding(int n, String componentKey) {}
