package io.headgate.api.run;

/** That a run repeats another one. */
record Repetition(String parentId, String id) {}
