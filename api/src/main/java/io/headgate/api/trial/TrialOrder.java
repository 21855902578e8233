package io.headgate.api.trial;

import java.time.LocalDate;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What is asked for when a trial is asked for.
 *
 * @param id of the trial that will be
 * @param rows how many rows are to be shown
 * @param parameters values of the process's parameters by key, an object
 */
record TrialOrder(UUID id, String component, TrialScope scope, int rows, LocalDate businessDate, JsonNode parameters) {}
