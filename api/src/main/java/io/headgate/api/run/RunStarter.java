package io.headgate.api.run;

import io.headgate.api.environment.AirflowAnswer;
import io.headgate.api.environment.AirflowApi;
import io.headgate.api.environment.AirflowAwayException;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Trouble;
import io.headgate.api.publication.Publications;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands an admitted run to Airflow: its id is Airflow's {@code dag_run_id}, so a second try meets the first. */
@Component
class RunStarter implements WorkHandler {

    static final String KIND = "run-start";

    private static final Duration AGAIN = Duration.ofSeconds(3);
    private static final int CONFLICT = 409;

    private final RunRepository runs;
    private final RunEvents events;
    private final Publications publications;
    private final Tenants tenants;
    private final Environments environments;
    private final AirflowApi airflow;
    private final WorkQueue work;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RunStarter(
            RunRepository runs,
            RunEvents events,
            Publications publications,
            Tenants tenants,
            Environments environments,
            AirflowApi airflow,
            WorkQueue work,
            TransactionTemplate transactions,
            Clock clock) {
        this.runs = runs;
        this.events = events;
        this.publications = publications;
        this.tenants = tenants;
        this.environments = environments;
        this.airflow = airflow;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String runId) {
        Run run = runs.findById(runId).orElseThrow();
        if (run.state() != RunState.STARTING || run.isHandedOver()) {
            return Next.done();
        }
        String dagId =
                publications.byId(Objects.requireNonNull(run.publicationId())).dagId();
        String environment =
                environments.get(tenants.get(tenantId).environmentId()).name();
        try {
            Map<String, @Nullable Object> body = new HashMap<>();
            body.put("dag_run_id", runId);
            body.put("logical_date", null);
            AirflowAnswer answer = airflow.post(environment, "/dags/" + dagId + "/dagRuns", body);
            if (answer.isOk() || (answer.status() == CONFLICT && isThere(environment, dagId, runId))) {
                handedOver(runId);
                return Next.done();
            }
            trouble(runId, refused(answer));
        } catch (AirflowAwayException e) {
            trouble(runId, e.trouble());
        }
        return Next.at(clock.instant().plus(AGAIN));
    }

    private boolean isThere(String environment, String dagId, String runId) {
        return airflow.get(environment, "/dags/" + dagId + "/dagRuns/" + runId, Map.of())
                .isOk();
    }

    private void handedOver(String runId) {
        transactions.executeWithoutResult(status -> {
            Run run = runs.lock(runId).orElseThrow();
            run.handedOver();
            runs.save(run);
            work.put(
                    run.tenantId(),
                    Reconciler.KIND,
                    Reconciler.ALL,
                    clock.instant().plus(Reconciler.INTERVAL));
            events.runChanged(run);
        });
    }

    private void trouble(String runId, Trouble trouble) {
        transactions.executeWithoutResult(status -> {
            Run run = runs.lock(runId).orElseThrow();
            if (run.state() == RunState.STARTING && !trouble.equals(run.trouble())) {
                run.trouble(trouble);
                runs.save(run);
                events.runChanged(run);
            }
        });
    }

    private static Trouble refused(AirflowAnswer answer) {
        String detail = answer.body().path("detail").asString("");
        return new Trouble(
                "airflow.run-refused",
                "Airflow does not take the run (" + answer.status() + (detail.isEmpty() ? "" : ": " + detail) + ").",
                "It is tried again. If it lasts, somebody has changed the DAG inside Airflow: publish the process again.");
    }
}
