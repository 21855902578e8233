package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The same for many runs: each by itself, so that one which cannot be done keeps no other from it. */
@Service
class RunDeeds {

    /** What to do. */
    public enum Deed {
        STOP,
        /** Run again what failed, with the current version. */
        RERUN
    }

    /**
     * What became of one run.
     *
     * @param repetition the run that repeats it; null unless that was asked for and done
     * @param code why it was not done; null when it was
     * @param message the same in words
     */
    public record Outcome(
            String run,
            @Nullable String repetition,
            @Nullable String code,
            @Nullable String message) {}

    private final Runs runs;
    private final Reruns reruns;

    RunDeeds(Runs runs, Reruns reruns) {
        this.runs = runs;
        this.reruns = reruns;
    }

    /** Does it for each, in the order given, each in a transaction of its own. */
    List<Outcome> all(UUID tenantId, String actor, Deed deed, List<String> ids) {
        return new LinkedHashSet<>(ids)
                .stream().map(id -> one(tenantId, actor, deed, id)).toList();
    }

    private Outcome one(UUID tenantId, String actor, Deed deed, String id) {
        try {
            return switch (deed) {
                case STOP -> {
                    runs.stop(tenantId, id, actor);
                    yield new Outcome(id, null, null, null);
                }
                case RERUN -> {
                    Run repetition =
                            reruns.request(tenantId, id, actor, Repeat.Scope.FAILED, null, Reruns.Version.CURRENT);
                    yield new Outcome(id, repetition.id(), null, null);
                }
            };
        } catch (ProblemException problem) {
            return new Outcome(id, null, problem.code(), problem.getMessage());
        }
    }
}
