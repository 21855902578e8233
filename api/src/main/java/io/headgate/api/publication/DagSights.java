package io.headgate.api.publication;

import io.headgate.api.environment.AirflowAwayException;
import io.headgate.api.environment.EnvironmentView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What Airflow shows, looked at once for all who wait for it. A few that wait are asked about one by one, which is quicker; from
 * then on one look at all DAGs serves everybody for a moment, so that any number of publications at once stays within the
 * environment's budget of calls.
 */
@Component
class DagSights {

    /** How long somebody counts as waiting who has asked. */
    private static final Duration WAITING = Duration.ofSeconds(4);

    /** How old a look may be that answers who waits. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** As many as wait at most to be asked about one by one. */
    private static final int FEW = 3;

    /**
     * All that Airflow showed.
     *
     * @param at before it was asked: what it showed is that old or younger
     * @param sights by DAG id
     */
    record Look(Instant at, Map<String, AirflowDags.Sight> sights) {}

    /** An environment: who waits, and the latest look. Its lock lets one look while the others wait for what it sees. */
    private static final class Watch {
        final Map<String, Instant> waiting = new ConcurrentHashMap<>();

        @Nullable
        Look latest;

        @Nullable
        AirflowAwayException failure;

        Instant failedAt = Instant.EPOCH;
    }

    private final AirflowDags dags;
    private final Clock clock;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    DagSights(AirflowDags dags, Clock clock) {
        this.dags = dags;
        this.clock = clock;
    }

    /** What Airflow shows of a DAG that somebody waits for. */
    AirflowDags.Sight of(EnvironmentView environment, String dagId) {
        Watch watch = watch(environment);
        Instant now = clock.instant();
        watch.waiting.put(dagId, now);
        watch.waiting.values().removeIf(asked -> asked.plus(WAITING).isBefore(now));
        if (watch.waiting.size() <= FEW) {
            return dags.look(environment, dagId);
        }
        return all(environment, FRESH)
                .map(look -> look.sights().getOrDefault(dagId, new AirflowDags.Sight.Unknown()))
                .orElseGet(() -> dags.look(environment, dagId));
    }

    /**
     * All that Airflow shows.
     *
     * @param age how old the look may be
     * @return empty when Airflow does not say
     */
    Optional<Look> all(EnvironmentView environment, Duration age) {
        Watch watch = watch(environment);
        synchronized (watch) {
            Instant now = clock.instant();
            if (watch.failure != null && watch.failedAt.plus(FRESH).isAfter(now)) {
                throw watch.failure; // who waited while Airflow did not answer need not wait for that again
            }
            if (watch.latest == null || watch.latest.at().plus(age).isBefore(now)) {
                watch.latest = look(environment, watch, now);
            }
            return Optional.ofNullable(watch.latest);
        }
    }

    private @Nullable Look look(EnvironmentView environment, Watch watch, Instant now) {
        try {
            watch.failure = null;
            return dags.all(environment).map(sights -> new Look(now, sights)).orElse(null);
        } catch (AirflowAwayException e) {
            watch.failure = e;
            watch.failedAt = clock.instant();
            throw e;
        }
    }

    private Watch watch(EnvironmentView environment) {
        return watches.computeIfAbsent(environment.name(), name -> new Watch());
    }
}
