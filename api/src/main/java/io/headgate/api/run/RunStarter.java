package io.headgate.api.run;

import io.headgate.api.environment.AirflowAwayException;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Trouble;
import io.headgate.api.publication.Publications;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Hands an admitted run to Airflow: its id is Airflow's {@code dag_run_id}, so a second try meets the first. */
@Component
class RunStarter implements WorkHandler {

    static final String KIND = "run-start";

    private static final Duration AGAIN = Duration.ofSeconds(3);

    private final RunRepository runs;
    private final RunTransitions transitions;
    private final Publications publications;
    private final Tenants tenants;
    private final Environments environments;
    private final AirflowRuns airflow;
    private final Clock clock;

    RunStarter(
            RunRepository runs,
            RunTransitions transitions,
            Publications publications,
            Tenants tenants,
            Environments environments,
            AirflowRuns airflow,
            Clock clock) {
        this.runs = runs;
        this.transitions = transitions;
        this.publications = publications;
        this.tenants = tenants;
        this.environments = environments;
        this.airflow = airflow;
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
            switch (airflow.start(environment, dagId, runId)) {
                case AirflowRuns.Start.Taken taken -> {
                    transitions.handedOver(runId);
                    return Next.done();
                }
                case AirflowRuns.Start.Refused refused ->
                    transitions.refused(runId, trouble(refused), refused.isMissing());
            }
        } catch (AirflowAwayException e) {
            transitions.trouble(runId, e.trouble());
        }
        return Next.at(clock.instant().plus(AGAIN));
    }

    private static Trouble trouble(AirflowRuns.Start.Refused refused) {
        return new Trouble(
                "airflow.run-refused",
                "Airflow does not take the run (" + refused.status()
                        + (refused.detail().isEmpty() ? "" : ": " + refused.detail()) + ").",
                "It is tried again for two minutes. If it lasts, somebody has changed the DAG inside Airflow: publish the process again, then run it.");
    }
}
