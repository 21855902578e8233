package io.headgate.api.run;

import io.headgate.api.environment.AirflowAnswer;
import io.headgate.api.environment.AirflowApi;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the run engine asks of Airflow about its runs. */
@Component
class AirflowRuns {

    /** Airflow answers at most so many of a list at once (its {@code maximum_page_limit}). */
    static final int PAGE = 100;

    private static final int CONFLICT = 409;

    /** How Airflow took a run. */
    sealed interface Start {

        /** It has the run, from this call or from an earlier one. */
        record Taken() implements Start {}

        /** It answered, and does not take it. */
        record Refused(int status, String detail) implements Start {

            /** Whether it does not know the DAG. */
            boolean isMissing() {
                return status == 404;
            }
        }
    }

    private final AirflowApi airflow;

    AirflowRuns(AirflowApi airflow) {
        this.airflow = airflow;
    }

    /** Starts a run under our own id, so that a second call meets the first. */
    Start start(String environment, String dagId, String runId) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("dag_run_id", runId);
        body.put("logical_date", null);
        AirflowAnswer answer = airflow.post(environment, "/dags/" + dagId + "/dagRuns", body);
        boolean taken = answer.isOk()
                || (answer.status() == CONFLICT
                        && state(environment, dagId, runId)
                                .filter(state -> !state.isEmpty())
                                .isPresent());
        return taken
                ? new Start.Taken()
                : new Start.Refused(
                        answer.status(), answer.body().path("detail").asString(""));
    }

    /** States by run id of those runs on some DAGs that have not ended, every page of them; empty when Airflow refuses. */
    Optional<Map<String, String>> active(String environment, Collection<String> dagIds) {
        Map<String, String> states = new HashMap<>();
        int offset = 0;
        int found;
        do {
            AirflowAnswer answer = airflow.post(
                    environment,
                    "/dags/~/dagRuns/list",
                    Map.of(
                            "dag_ids",
                            List.copyOf(dagIds),
                            "states",
                            List.of("queued", "running"),
                            "page_limit",
                            PAGE,
                            "page_offset",
                            offset,
                            "order_by",
                            "run_after"));
            if (!answer.isOk()) {
                return Optional.empty();
            }
            JsonNode runs = answer.body().path("dag_runs");
            runs.forEach(run -> states.put(
                    run.path("dag_run_id").asString(""), run.path("state").asString("")));
            found = runs.size();
            offset += found;
        } while (found == PAGE);
        return Optional.of(states);
    }

    /** State of one run; empty when Airflow does not know it. */
    Optional<String> state(String environment, String dagId, String runId) {
        AirflowAnswer answer = airflow.get(environment, "/dags/" + dagId + "/dagRuns/" + runId, Map.of());
        return answer.isMissing()
                ? Optional.empty()
                : Optional.of(answer.isOk() ? answer.body().path("state").asString("") : "");
    }

    /** Those of some DAGs that are paused: one call. */
    Set<String> paused(String environment, Collection<String> dagIds) {
        AirflowAnswer answer =
                airflow.get(environment, "/dags", Map.of("paused", true, "tags", "headgate", "limit", PAGE));
        Set<String> found = new HashSet<>();
        answer.body()
                .path("dags")
                .valueStream()
                .forEach(dag -> found.add(dag.path("dag_id").asString("")));
        found.retainAll(Set.copyOf(dagIds));
        return found;
    }

    /** Lets a DAG go on that somebody has paused; false when Airflow refuses. */
    boolean unpause(String environment, String dagId) {
        return airflow.patch(environment, "/dags/" + dagId, Map.of("is_paused", false))
                .isOk();
    }
}
