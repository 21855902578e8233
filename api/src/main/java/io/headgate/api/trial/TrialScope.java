package io.headgate.api.trial;

/** What is tried. */
public enum TrialScope {
    /** The component alone, on samples of what a run has left before it. */
    ONE,
    /** The component and everything that leads to it, on samples of the sources. */
    UP_TO
}
