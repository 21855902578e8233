package io.headgate.dag.definition;

import java.time.Duration;

/** How often a failed attempt is tried again, and how long to wait before each. */
public record RetryPolicy(int count, Duration delay) {}
