package io.headgate.api.run;

/**
 * What called a run: a component of another run.
 *
 * @param attempt for which time the component calls, from 1
 */
record CallSite(String runId, String component, int attempt) {}
