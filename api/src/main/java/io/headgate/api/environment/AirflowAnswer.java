package io.headgate.api.environment;

import tools.jackson.databind.JsonNode;

/**
 * What Airflow's own REST API answered.
 *
 * @param status Airflow's HTTP status, not that of the call that carried it
 */
public record AirflowAnswer(int status, JsonNode body) {

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    public boolean isMissing() {
        return status == 404;
    }
}
