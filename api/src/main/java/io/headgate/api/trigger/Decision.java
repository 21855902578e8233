package io.headgate.api.trigger;

/** What became of a success that a trigger was there for. */
public enum Decision {
    /** It started a run. */
    RUN,
    /** So many runs had started one another before that it may not go on. */
    TOO_DEEP,
    /** The process has started after others too often within the last hour. */
    TOO_MANY,
    /** The process is archived. */
    ARCHIVED
}
