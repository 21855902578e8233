package io.headgate.api.trial;

/** What is tried. */
public enum TrialScope {
    /** The component alone, on samples of what a run has left before it. */
    ONE,
    /** The component and everything that leads to it, on samples of the sources. */
    UP_TO,
    /** A source alone, to find the settings that its data tell: its columns. What they are set to does not matter. */
    COLUMNS
}
