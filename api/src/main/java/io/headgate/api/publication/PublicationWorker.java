package io.headgate.api.publication;

import io.headgate.api.environment.AirflowAwayException;
import io.headgate.api.environment.DagBucket;
import io.headgate.api.environment.EnvironmentView;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Trouble;
import io.headgate.api.tenancy.Tenants;
import io.headgate.api.work.Next;
import io.headgate.api.work.WorkHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Moves a publication on, one durable step at a time; each step may be repeated after a crash. */
@Component
class PublicationWorker implements WorkHandler {

    static final String KIND = "publication";

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final PublicationSteps steps;
    private final AirflowDags dags;
    private final DagSights sights;
    private final DagBucket bucket;
    private final Environments environments;
    private final Tenants tenants;
    private final PublicationUse use;
    private final Clock clock;

    PublicationWorker(
            PublicationSteps steps,
            AirflowDags dags,
            DagSights sights,
            DagBucket bucket,
            Environments environments,
            Tenants tenants,
            PublicationUse use,
            Clock clock) {
        this.steps = steps;
        this.dags = dags;
        this.sights = sights;
        this.bucket = bucket;
        this.environments = environments;
        this.tenants = tenants;
        this.use = use;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Next handle(UUID tenantId, String id) {
        UUID publicationId = UUID.fromString(id);
        Publication publication = steps.get(publicationId);
        EnvironmentView environment = environments.get(tenants.get(tenantId).environmentId());
        try {
            return switch (publication.state()) {
                case RENDERED -> upload(tenantId, publication, environment);
                case UPLOADED -> awaitReady(tenantId, publication, environment);
                case READY -> goLive(tenantId, publication, environment);
                case SUPERSEDED, RETIRING -> remove(tenantId, publication, environment);
                case LIVE, RETIRED, IMPORT_ERROR -> Next.done();
            };
        } catch (AirflowAwayException e) {
            steps.trouble(tenantId, publicationId, e.trouble());
            return later(LATER.dividedBy(4));
        } catch (SdkException e) {
            steps.trouble(
                    tenantId,
                    publicationId,
                    new Trouble(
                            "environment.bucket-away",
                            "The bucket of the Airflow environment cannot be written right now.",
                            "It goes on by itself. If it lasts, tell the platform admins: " + environment.bucket()));
            return later(LATER.dividedBy(4));
        }
    }

    private Next upload(UUID tenantId, Publication publication, EnvironmentView environment) {
        String version = environments.pluginVersion(environment).orElse("none");
        if (!version.equals(environments.neededPluginVersion())) {
            steps.trouble(
                    tenantId,
                    publication.id(),
                    new Trouble(
                            "environment.plugin-differs",
                            "The Airflow environment has the Headgate plugin " + version + ", and this Headgate needs "
                                    + environments.neededPluginVersion() + ".",
                            "A platform admin installs plugins.zip of this release in the environment's bucket and updates the environment."));
            return later(LATER);
        }
        bucket.putOnce(environment.bucket(), publication.objectKey(), publication.content());
        steps.uploaded(tenantId, publication.id());
        return later(SOON);
    }

    private Next awaitReady(UUID tenantId, Publication publication, EnvironmentView environment) {
        switch (sights.of(environment, publication.dagId())) {
            case AirflowDags.Sight.Known known
            when !known.stale() && known.tags().contains("sha256:" + publication.fingerprint()) -> {
                steps.ready(tenantId, publication.id());
                return later(Duration.ZERO);
            }
            case AirflowDags.Sight.Broken broken -> {
                steps.importFailed(tenantId, publication.id(), broken.text());
                return Next.done();
            }
            case AirflowDags.Sight.Known known -> {
                return later(SOON);
            }
            case AirflowDags.Sight.Refused refused -> {
                steps.trouble(tenantId, publication.id(), refused(refused));
                return later(LATER);
            }
            case AirflowDags.Sight.Unknown unknown -> {
                steps.trouble(tenantId, publication.id(), null);
                return later(SOON);
            }
        }
    }

    private Next goLive(UUID tenantId, Publication publication, EnvironmentView environment) {
        if (!steps.supersededByNewer(tenantId, publication.id())) {
            if (!dags.unpause(environment, publication.dagId())) {
                return later(SOON);
            }
            steps.live(tenantId, publication.id());
            return Next.done();
        }
        return later(Duration.ZERO);
    }

    /** Removes the DAG once nothing runs on it: file first, so that Airflow does not find it again. */
    private Next remove(UUID tenantId, Publication publication, EnvironmentView environment) {
        if (publication.isRemoved()) {
            return Next.done();
        }
        if (use.hasUnsettledRuns(publication.id()) || dags.isRunning(environment, publication.dagId())) {
            return later(LATER);
        }
        bucket.delete(environment.bucket(), publication.objectKey());
        switch (dags.look(environment, publication.dagId())) {
            case AirflowDags.Sight.Known known
            when !known.stale() -> {
                return later(LATER);
            }
            case AirflowDags.Sight.Known known -> dags.delete(environment, publication.dagId());
            case AirflowDags.Sight.Unknown unknown -> {}
            case AirflowDags.Sight.Refused refused -> {
                steps.trouble(tenantId, publication.id(), refused(refused));
                return later(LATER);
            }
            case AirflowDags.Sight.Broken broken -> {
                return later(LATER);
            }
        }
        steps.removed(tenantId, publication.id());
        return Next.done();
    }

    private static Trouble refused(AirflowDags.Sight.Refused refused) {
        return new Trouble(
                "airflow.refused",
                "Airflow does not show the DAG (" + refused.status() + ").",
                "It is tried again. If it lasts, tell the platform admins: Headgate's access to Airflow has changed.");
    }

    private Next later(Duration delay) {
        return Next.at(clock.instant().plus(delay));
    }
}
