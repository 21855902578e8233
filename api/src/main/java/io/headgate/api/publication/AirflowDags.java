package io.headgate.api.publication;

import io.headgate.api.environment.AirflowAnswer;
import io.headgate.api.environment.AirflowApi;
import io.headgate.api.environment.EnvironmentView;
import java.util.HashMap;
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

        /** It has a file serialised; a stale one whose file is gone. */
        record Known(boolean stale, boolean paused, List<String> tags) implements Sight {}
    }

    /** What every DAG of Headgate is tagged with. */
    private static final String TAG = "headgate";

    private static final int PAGE = 100;

    private final AirflowApi airflow;

    AirflowDags(AirflowApi airflow) {
        this.airflow = airflow;
    }

    Sight look(EnvironmentView environment, String dagId) {
        AirflowAnswer answer = airflow.get(environment.name(), "/dags/" + dagId, Map.of());
        if (answer.isOk() && !answer.body().path("has_import_errors").asBoolean(false)) {
            return known(answer.body());
        }
        if (!answer.isOk() && !answer.isMissing()) {
            return new Sight.Refused(answer.status());
        }
        return importError(environment, dagId).<Sight>map(Sight.Broken::new).orElseGet(Sight.Unknown::new);
    }

    /**
     * All of Headgate's DAGs that Airflow has not given up, and the files that it cannot load, by DAG id: as many calls as there
     * are hundreds of them, however many are asked about.
     *
     * @return empty when Airflow does not say
     */
    Optional<Map<String, Sight>> all(EnvironmentView environment) {
        Map<String, Sight> sights = new HashMap<>();
        int found;
        int offset = 0;
        do {
            AirflowAnswer answer = airflow.get(
                    environment.name(),
                    "/dags",
                    Map.of("tags", TAG, "limit", PAGE, "offset", offset, "order_by", "dag_id"));
            if (!answer.isOk()) {
                return Optional.empty();
            }
            JsonNode dags = answer.body().path("dags");
            dags.forEach(dag -> sights.put(dag.path("dag_id").asString(""), known(dag)));
            found = dags.size();
            offset += found;
        } while (found == PAGE);
        for (JsonNode error : importErrors(environment)) {
            String file = error.path("filename").asString("");
            String name = file.substring(file.lastIndexOf('/') + 1);
            if (name.endsWith(".py")) {
                sights.put(
                        name.substring(0, name.length() - 3),
                        new Sight.Broken(error.path("stack_trace").asString("")));
            }
        }
        return Optional.of(sights);
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
        return importErrors(environment)
                .valueStream()
                .filter(error -> error.path("filename").asString("").endsWith(dagId + ".py"))
                .map(error -> error.path("stack_trace").asString(""))
                .findFirst();
    }

    private JsonNode importErrors(EnvironmentView environment) {
        return airflow.get(environment.name(), "/importErrors", Map.of("limit", PAGE))
                .body()
                .path("import_errors");
    }

    private static Sight.Known known(JsonNode dag) {
        return new Sight.Known(
                dag.path("is_stale").asBoolean(false),
                dag.path("is_paused").asBoolean(false),
                dag.path("tags")
                        .valueStream()
                        .map(tag -> tag.path("name").asString(""))
                        .toList());
    }
}
