package io.headgate.api.publication;

import io.headgate.api.environment.AirflowAnswer;
import io.headgate.api.environment.AirflowApi;
import io.headgate.api.environment.EnvironmentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a publication asks of Airflow about its DAG. */
@Component
class AirflowDags {

    /** What Airflow knows of a DAG. */
    sealed interface Sight {

        /** Nothing yet, or nothing any more. */
        record Unknown() implements Sight {}

        /** It does not say; the status of its answer. */
        record Refused(int status) implements Sight {}

        /** It cannot load the file; its own words. */
        record Broken(String text) implements Sight {}

        /** It has a file serialised. */
        record Known(boolean stale, List<String> tags) implements Sight {}
    }

    private final AirflowApi airflow;

    AirflowDags(AirflowApi airflow) {
        this.airflow = airflow;
    }

    Sight look(EnvironmentView environment, String dagId) {
        AirflowAnswer answer = airflow.get(environment.name(), "/dags/" + dagId, Map.of());
        if (answer.isOk() && !answer.body().path("has_import_errors").asBoolean(false)) {
            List<String> tags = answer.body()
                    .path("tags")
                    .valueStream()
                    .map(tag -> tag.path("name").asString(""))
                    .toList();
            return new Sight.Known(answer.body().path("is_stale").asBoolean(false), tags);
        }
        if (!answer.isOk() && !answer.isMissing()) {
            return new Sight.Refused(answer.status());
        }
        return importError(environment, dagId).<Sight>map(Sight.Broken::new).orElseGet(Sight.Unknown::new);
    }

    /** Lets new runs of the DAG be scheduled; false when Airflow does not know it. */
    boolean unpause(EnvironmentView environment, String dagId) {
        return airflow.patch(environment.name(), "/dags/" + dagId, Map.of("is_paused", false))
                .isOk();
    }

    /** Whether Airflow shows a queued or running run of the DAG, or does not say. */
    boolean isRunning(EnvironmentView environment, String dagId) {
        AirflowAnswer answer = airflow.post(
                environment.name(),
                "/dags/~/dagRuns/list",
                Map.of("dag_ids", List.of(dagId), "states", List.of("queued", "running"), "page_limit", 1));
        return !answer.isMissing()
                && (!answer.isOk() || answer.body().path("total_entries").asInt(0) > 0);
    }

    /** Deletes the DAG with its history; it must be stale, or Airflow would find the file again. */
    void delete(EnvironmentView environment, String dagId) {
        airflow.delete(environment.name(), "/dags/" + dagId);
    }

    private Optional<String> importError(EnvironmentView environment, String dagId) {
        JsonNode errors = airflow.get(environment.name(), "/importErrors", Map.of("limit", 100))
                .body()
                .path("import_errors");
        return errors.valueStream()
                .filter(error -> error.path("filename").asString("").endsWith(dagId + ".py"))
                .map(error -> error.path("stack_trace").asString(""))
                .findFirst();
    }
}
