package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import io.headgate.api.run.CallbackAnswers.Outcome;
import io.headgate.api.run.CallbackAnswers.Reason;
import io.headgate.api.run.CallbackController.Wait;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which waits of Wn tasks are over. However many there are, they cost one query: a triggerer asks for all of them whenever
 * one of them may have ended.
 */
@Service
class WaitOutcomes {

    private record Place(String runId, int n) {

        static Place of(Wait wait) {
            return new Place(wait.runId(), CallbackController.number(wait.taskId()));
        }
    }

    private record Standing(
            Place place,
            RunState run,
            String dagId,
            TaskState task,
            @Nullable ComponentError error) {}

    private static final Logger log = LoggerFactory.getLogger(WaitOutcomes.class);

    private final Callbacks callbacks;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    WaitOutcomes(Callbacks callbacks, JdbcClient jdbc, JsonMapper json, TransactionTemplate transactions) {
        this.callbacks = callbacks;
        this.jdbc = jdbc;
        this.json = json;
        this.transactions = transactions;
    }

    /** The outcomes of those of the bound tenant's waits that are over. */
    List<Outcome> over(UUID tenantId, List<Wait> waits) {
        Map<Place, Standing> standings = Objects.requireNonNull(transactions.execute(status -> read(tenantId, waits)));
        List<Outcome> outcomes = new ArrayList<>();
        for (Wait wait : waits) {
            Standing standing = standings.get(Place.of(wait));
            Outcome outcome = standing == null || !standing.dagId().equals(wait.dagId())
                    ? new Outcome(wait.id(), "skipped", CallbackAnswers.RUN_UNKNOWN)
                    : outcome(wait, standing);
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private @Nullable Outcome outcome(Wait wait, Standing standing) {
        return switch (standing.task()) {
            case SUCCEEDED, PASSED -> new Outcome(wait.id(), "succeeded", null);
            case FAILED -> new Outcome(wait.id(), "failed", reason(standing));
            case SKIPPED -> new Outcome(wait.id(), "skipped", CallbackAnswers.UPSTREAM);
            case LEFT_OUT -> new Outcome(wait.id(), "skipped", CallbackAnswers.LEFT_OUT);
            case STOPPED -> new Outcome(wait.id(), "skipped", CallbackAnswers.RUN_STOPPED);
            case NONE, QUEUED, SUBMITTING, PENDING, RUNNING -> {
                if (standing.run() == RunState.STOPPING || standing.run().isSettled()) {
                    yield new Outcome(wait.id(), "skipped", CallbackAnswers.RUN_STOPPED);
                }
                if (standing.task() == TaskState.NONE && standing.run() == RunState.RUNNING) {
                    askInstead(wait);
                }
                yield null;
            }
        };
    }

    /**
     * A Wn comes when its Cn is done; if that one never reached Headgate, because Headgate was away for longer than Airflow
     * tries, nobody else would ask for the component any more.
     */
    private void askInstead(Wait wait) {
        try {
            callbacks.ask(wait.dagId(), wait.runId(), Place.of(wait).n());
        } catch (ProblemException tooEarly) {
            // Somebody cleared the Wn alone, inside Airflow: its Cn still comes.
        } catch (RuntimeException e) {
            // One that cannot be asked for now keeps none of the others from being told; it comes again.
            log.warn("{} of run {} cannot be asked for in place of its Cn", wait.taskId(), wait.runId(), e);
        }
    }

    private Map<Place, Standing> read(UUID tenantId, List<Wait> waits) {
        List<Object[]> places = waits.stream()
                .map(Place::of)
                .map(place -> new Object[] {place.runId(), place.n()})
                .toList();
        return jdbc
                .sql("""
                        SELECT r.id, r.state AS run_state, p.dag_id, t.n, t.state AS task_state, t.error
                        FROM task_run t
                        JOIN run r ON r.tenant_id = t.tenant_id AND r.id = t.run_id
                        JOIN publication p ON p.tenant_id = r.tenant_id AND p.id = r.publication_id
                        WHERE t.tenant_id = :tenant AND (t.run_id, t.n) IN (:places)""")
                .param("tenant", tenantId)
                .param("places", places)
                .query((row, number) -> standing(row))
                .stream()
                .collect(Collectors.toMap(Standing::place, Function.identity()));
    }

    private Standing standing(ResultSet row) throws SQLException {
        String error = row.getString("error");
        return new Standing(
                new Place(row.getString("id"), row.getInt("n")),
                RunState.valueOf(row.getString("run_state")),
                row.getString("dag_id"),
                TaskState.valueOf(row.getString("task_state")),
                error == null ? null : json.readValue(error, ComponentError.class));
    }

    private static @Nullable Reason reason(Standing standing) {
        ComponentError error = standing.error();
        return error == null ? null : new Reason(error.code(), error.sentence());
    }
}
