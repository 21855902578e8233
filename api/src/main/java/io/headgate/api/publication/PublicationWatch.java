package io.headgate.api.publication;

import io.headgate.api.environment.AirflowAwayException;
import io.headgate.api.environment.EnvironmentView;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Trouble;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks after what is live while nothing runs on it: what somebody paused inside Airflow goes on, what somebody deleted there is
 * withdrawn, and both are said. What is paused under a run is left to whoever looks after runs, so that the run says it. One look at Airflow serves all tenants of an environment.
 */
@Component
class PublicationWatch implements WorkHandler {

    static final String KIND = "publication-watch";

    /** The one item of a tenant. */
    static final String ALL = "all";

    static final Trouble PAUSED = new Trouble(
            "publication.paused-in-airflow",
            "Somebody paused the process inside Airflow; Headgate has let it go on.",
            "Nothing. To hold a process, pause it here.");

    static final Trouble MISSING = new Trouble(
            "publication.missing-in-airflow",
            "Airflow does not show the process any more: somebody deleted it there, or its file.",
            "Wait: it may come back by itself. If it does not, it is withdrawn and has to be published again.");

    private static final Trouble WITHDRAWN = new Trouble(
            "publication.lost-by-airflow",
            "Airflow did not show the process any more, so it was withdrawn: somebody deleted it there, or its file.",
            "Publish the process again.");

    private final PublicationRepository publications;
    private final PublicationSteps steps;
    private final PublicationUse use;
    private final AirflowDags dags;
    private final DagSights sights;
    private final Environments environments;
    private final Tenants tenants;
    private final WatchSettings settings;
    private final Clock clock;

    PublicationWatch(
            PublicationRepository publications,
            PublicationSteps steps,
            PublicationUse use,
            AirflowDags dags,
            DagSights sights,
            Environments environments,
            Tenants tenants,
            WatchSettings settings,
            Clock clock) {
        this.publications = publications;
        this.steps = steps;
        this.use = use;
        this.dags = dags;
        this.sights = sights;
        this.environments = environments;
        this.tenants = tenants;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        if (!publications.existsByState(PublicationState.LIVE)) {
            return Next.done();
        }
        EnvironmentView environment = environments.get(tenants.get(tenantId).environmentId());
        try {
            sights.all(environment, settings.interval().dividedBy(2))
                    .ifPresent(look -> publications
                            .liveBefore(look.at())
                            .forEach(each -> judge(
                                    tenantId, environment, each, look.sights().get(each.dagId()))));
        } catch (AirflowAwayException e) {
            // Nothing is known about what is live. What runs on it says so by itself.
            return Next.at(clock.instant().plus(settings.interval()));
        }
        return Next.at(clock.instant().plus(settings.interval()));
    }

    private void judge(
            UUID tenantId,
            EnvironmentView environment,
            Publications.Published publication,
            AirflowDags.@Nullable Sight sight) {
        switch (sight) {
            case AirflowDags.Sight.Known known
            when known.paused() -> {
                if (!use.hasUnsettledRuns(publication.id()) && dags.unpause(environment, publication.dagId())) {
                    steps.unpausedInAirflow(tenantId, publication.id(), PAUSED);
                }
            }
            case AirflowDags.Sight.Known known -> steps.trouble(tenantId, publication.id(), null);
            // It is there and cannot be loaded right now, or Airflow does not say.
            case AirflowDags.Sight.Broken broken -> {}
            case null, default -> {
                if (isGone(environment, publication)) {
                    steps.missingInAirflow(tenantId, publication.id(), MISSING, WITHDRAWN);
                }
            }
        }
    }

    /** Asked for by itself: a list may skip one when others come and go while it is read. */
    private boolean isGone(EnvironmentView environment, Publications.Published publication) {
        return switch (dags.look(environment, publication.dagId())) {
            case AirflowDags.Sight.Unknown unknown -> true;
            case AirflowDags.Sight.Known known -> known.stale();
            case AirflowDags.Sight.Broken broken -> false;
            case AirflowDags.Sight.Refused refused -> false;
        };
    }
}
