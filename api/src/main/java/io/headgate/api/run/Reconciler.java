package io.headgate.api.run;

import io.headgate.api.environment.AirflowAwayException;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Trouble;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Settles runs that nobody else settles: Airflow has ended or lost them without asking for their end, or a stop has reached
 * its limit. Two calls a round for a hundred runs, and one for each that Airflow no longer shows as under way.
 */
@Component
class Reconciler implements WorkHandler {

    static final String KIND = "reconcile";
    static final String ALL = "all";
    static final Duration INTERVAL = Duration.ofSeconds(15);

    /** A run that Airflow does not show yet may just have been handed over. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final RunRepository runs;
    private final RunTransitions transitions;
    private final AirflowRuns airflow;
    private final Tenants tenants;
    private final Environments environments;
    private final Clock clock;

    Reconciler(
            RunRepository runs,
            RunTransitions transitions,
            AirflowRuns airflow,
            Tenants tenants,
            Environments environments,
            Clock clock) {
        this.runs = runs;
        this.transitions = transitions;
        this.airflow = airflow;
        this.tenants = tenants;
        this.environments = environments;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        List<OpenRun> open = runs.open(tenantId);
        if (open.isEmpty()) {
            return Next.done();
        }
        open.stream()
                .filter(run -> run.state() == RunState.STOPPING)
                .forEach(run -> transitions.settleIfOver(run.id()));
        List<OpenRun> handedOver = open.stream()
                .filter(run -> run.handedOver() && run.state() != RunState.STOPPING)
                .toList();
        List<String> dagIds = handedOver.stream().map(OpenRun::dagId).distinct().toList();
        for (int from = 0; from < dagIds.size(); from += AirflowRuns.PAGE) {
            List<String> some = dagIds.subList(from, Math.min(dagIds.size(), from + AirflowRuns.PAGE));
            List<OpenRun> concerned = handedOver.stream()
                    .filter(run -> some.contains(run.dagId()))
                    .toList();
            try {
                compare(tenantId, some, concerned);
            } catch (AirflowAwayException e) {
                concerned.forEach(run -> transitions.trouble(run.id(), e.trouble()));
            }
        }
        return Next.at(clock.instant().plus(INTERVAL));
    }

    private void compare(UUID tenantId, List<String> dagIds, List<OpenRun> handedOver) {
        String environment =
                environments.get(tenants.get(tenantId).environmentId()).name();
        Optional<Map<String, String>> states = airflow.active(environment, dagIds);
        if (states.isEmpty()) {
            handedOver.forEach(run -> transitions.trouble(run.id(), REFUSED));
            return;
        }
        Set<String> paused = resume(tenantId, environment, dagIds);
        Instant young = clock.instant().minus(GRACE);
        for (OpenRun run : handedOver) {
            boolean old = run.admittedAt() != null && run.admittedAt().isBefore(young);
            String state = states.get().get(run.id());
            if (state == null && old) {
                // It has ended there, or is gone, or ended and began again between two pages.
                state = airflow.state(environment, run.dagId(), run.id()).orElse("gone");
            }
            judge(run, old ? state : null, paused.contains(run.dagId()));
        }
    }

    private void judge(OpenRun run, @Nullable String state, boolean paused) {
        if ("gone".equals(state)) {
            transitions.through(run.id(), LOST);
        } else if ("failed".equals(state) || "success".equals(state)) {
            transitions.through(run.id(), ENDED);
        } else {
            transitions.trouble(run.id(), paused ? PAUSED : null);
        }
    }

    /** Whoever wants a process to rest pauses it in Headgate; a DAG that is paused in Airflow would hold its runs for ever. */
    private Set<String> resume(UUID tenantId, String environment, List<String> dagIds) {
        Set<String> paused = airflow.paused(environment, dagIds);
        for (String dagId : paused) {
            if (airflow.unpause(environment, dagId)) {
                transitions.unpaused(tenantId, dagId);
            }
        }
        return paused;
    }

    private static final Trouble LOST = new Trouble(
            "run.lost-by-airflow",
            "Airflow does not know the run any more: somebody deleted it there.",
            "Run the process again.");

    private static final Trouble ENDED = new Trouble(
            "run.ended-in-airflow",
            "Airflow ended the run before all its components had their turn: somebody marked it there, or it could not reach Headgate.",
            "Run the process again.");

    private static final Trouble PAUSED = new Trouble(
            "run.paused-in-airflow",
            "Somebody paused the process inside Airflow; Headgate has let it go on.",
            "Nothing. To hold a process, pause it here.");

    private static final Trouble REFUSED = new Trouble(
            "airflow.refused",
            "Airflow does not tell Headgate about its runs.",
            "It is tried again. If it lasts, tell the platform admins: Headgate's access to Airflow has changed.");
}
