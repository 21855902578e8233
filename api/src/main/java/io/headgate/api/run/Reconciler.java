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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles runs that nobody else settles: Airflow has ended or lost them without asking for their end, or a stop has reached
 * its limit. One batch call a round, however many runs there are.
 */
@Component
class Reconciler implements WorkHandler {

    static final String KIND = "reconcile";
    static final String ALL = "all";
    static final Duration INTERVAL = Duration.ofSeconds(15);

    /** A run that Airflow does not show yet may just have been handed over. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Set<RunState> OPEN =
            EnumSet.of(RunState.STARTING, RunState.RUNNING, RunState.STOPPING, RunState.SETTLING);
    private static final int PAGE = 100;

    private final RunRepository runs;
    private final Settling settling;
    private final Publications publications;
    private final Tenants tenants;
    private final Environments environments;
    private final AirflowApi airflow;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Reconciler(
            RunRepository runs,
            Settling settling,
            Publications publications,
            Tenants tenants,
            Environments environments,
            AirflowApi airflow,
            TransactionTemplate transactions,
            Clock clock) {
        this.runs = runs;
        this.settling = settling;
        this.publications = publications;
        this.tenants = tenants;
        this.environments = environments;
        this.airflow = airflow;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        List<Run> open = runs.findTop100ByTenantIdAndStateInOrderByRequestedAt(tenantId, OPEN);
        if (open.isEmpty()) {
            return Next.done();
        }
        open.stream().filter(run -> run.state() == RunState.STOPPING).forEach(this::settleStop);
        List<Run> handedOver = open.stream()
                .filter(run -> run.isHandedOver() && run.state() != RunState.STOPPING)
                .toList();
        if (!handedOver.isEmpty()) {
            try {
                compare(tenantId, handedOver);
            } catch (AirflowAwayException e) {
                handedOver.forEach(run -> trouble(run.id(), e.trouble()));
            }
        }
        return Next.at(clock.instant().plus(INTERVAL));
    }

    private void settleStop(Run run) {
        transactions.executeWithoutResult(
                status -> settling.settleIfOver(runs.lock(run.id()).orElseThrow()));
    }

    private void compare(UUID tenantId, List<Run> handedOver) {
        String environment =
                environments.get(tenants.get(tenantId).environmentId()).name();
        Map<String, String> states = airflowStates(environment, handedOver);
        Instant young = clock.instant().minus(GRACE);
        for (Run run : handedOver) {
            boolean old = run.admittedAt() != null && run.admittedAt().isBefore(young);
            String state = states.get(run.id());
            if (state == null && old) {
                state = airflowState(environment, run);
            }
            if (state == null && old) {
                through(
                        run.id(),
                        new Trouble(
                                "run.lost-by-airflow",
                                "Airflow does not know the run any more: somebody deleted it there.",
                                "Run the process again."));
            } else if (("failed".equals(state) || "success".equals(state)) && old) {
                through(
                        run.id(),
                        new Trouble(
                                "run.ended-in-airflow",
                                "Airflow ended the run before all its components had their turn: somebody marked it there.",
                                "Run the process again."));
            } else {
                trouble(run.id(), null);
            }
        }
    }

    /** State of a run that the list did not show, be it gone or only crowded out by newer ones; null when it is gone. */
    private @Nullable String airflowState(String environment, Run run) {
        String dagId =
                publications.byId(Objects.requireNonNull(run.publicationId())).dagId();
        AirflowAnswer answer = airflow.get(environment, "/dags/" + dagId + "/dagRuns/" + run.id(), Map.of());
        return answer.isMissing() ? null : answer.body().path("state").asString("");
    }

    private Map<String, String> airflowStates(String environment, List<Run> handedOver) {
        List<String> dagIds = handedOver.stream()
                .map(run -> publications
                        .byId(Objects.requireNonNull(run.publicationId()))
                        .dagId())
                .distinct()
                .toList();
        AirflowAnswer answer = airflow.post(
                environment,
                "/dags/~/dagRuns/list",
                Map.of("dag_ids", dagIds, "page_limit", PAGE, "order_by", "-run_after"));
        if (!answer.isOk()) {
            throw new IllegalStateException("Airflow does not list runs: " + answer.status() + " " + answer.body());
        }
        Map<String, String> states = new HashMap<>();
        answer.body()
                .path("dag_runs")
                .valueStream()
                .forEach(run -> states.put(
                        run.path("dag_run_id").asString(""), run.path("state").asString("")));
        return states;
    }

    private void through(String runId, Trouble why) {
        transactions.executeWithoutResult(
                status -> settling.orchestratorIsThrough(runs.lock(runId).orElseThrow(), why));
    }

    private void trouble(String runId, @Nullable Trouble trouble) {
        transactions.executeWithoutResult(status -> {
            Run run = runs.lock(runId).orElseThrow();
            if (!run.state().isSettled() && !Objects.equals(run.trouble(), trouble)) {
                run.trouble(trouble);
                runs.save(run);
            }
        });
    }
}
