package io.headgate.api.run;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.publication.Publications;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Repeating runs: whole, what failed, or from a component on; on their stage, with the values and the business date that they had. */
@Service
class Reruns {

    /** Which version a repetition runs on. */
    public enum Version {
        /** That of the newest publication. */
        CURRENT,
        /** That of the run which is repeated. */
        SAME
    }

    private final RunRepository repository;
    private final Runs runs;
    private final RunTerms terms;
    private final Processes processes;
    private final Publications publications;
    private final RunGraphs graphs;
    private final JsonMapper json;

    Reruns(
            RunRepository repository,
            Runs runs,
            RunTerms terms,
            Processes processes,
            Publications publications,
            RunGraphs graphs,
            JsonMapper json) {
        this.repository = repository;
        this.runs = runs;
        this.terms = terms;
        this.processes = processes;
        this.publications = publications;
        this.graphs = graphs;
        this.json = json;
    }

    /**
     * Asks for a run that repeats another.
     *
     * @param from the component to begin with, for {@link Repeat.Scope#FROM}
     */
    @Transactional
    public Run request(
            UUID tenantId, String runId, String actor, Repeat.Scope scope, @Nullable String from, Version version) {
        Run parent = repository.lock(runId).orElseThrow(Runs::unknown);
        if (!parent.state().isSettled() || parent.state() == RunState.STOP_INCOMPLETE) {
            throw ProblemException.conflict(
                    "rerun.not-over", "The run has not ended yet. Wait for its end or stop it, then run it again.");
        }
        ProcessView process = processes.byId(parent.processId());
        process.requireInUse();
        terms.checkWaiting(tenantId);
        Publications.Published newest = terms.newest(process.id(), parent.stageId());
        if (version == Version.SAME) {
            checkSameVersion(parent, newest);
        }
        if (scope == Repeat.Scope.FAILED && parent.state() == RunState.SUCCEEDED) {
            throw ProblemException.conflict(
                    "rerun.nothing-failed",
                    "Nothing of this run failed. Run it again whole, or from a component that you choose.");
        }
        String first = scope == Repeat.Scope.FROM ? existing(from, newest) : null;
        terms.checkParameters(newest, json.readTree(parent.parameters()));
        Repeat repeat = new Repeat(parent.id(), scope, first, version == Version.SAME ? newest.versionId() : null);
        return runs.enter(
                tenantId,
                process,
                newest.number(),
                new RunOrder(
                        parent.stageId(),
                        RunOrigin.RERUN,
                        actor,
                        parent.businessDate(),
                        null,
                        parent.parameters(),
                        repeat));
    }

    private void checkSameVersion(Run parent, Publications.Published newest) {
        UUID version = parent.publicationId() == null
                ? null
                : publications.byId(parent.publicationId()).versionId();
        if (!newest.versionId().equals(version)) {
            throw ProblemException.conflict(
                    "rerun.version-not-published",
                    version == null
                            ? "The run ended before it had a version. Run it again with the current one."
                            : "The version that this run was of is no longer the published one. Publish version "
                                    + processes.versionById(version).number()
                                    + " again, or run with the current one.");
        }
    }

    private String existing(@Nullable String from, Publications.Published newest) {
        boolean isThere = from != null
                && graphs.ofVersion(newest.versionId()).definition().components().stream()
                        .anyMatch(component -> component.key().equals(from));
        if (!isThere) {
            throw ProblemException.invalid(
                    "rerun.component",
                    "It is not clear where to begin.",
                    List.of(new FieldProblem(
                            "rerun.component-unknown",
                            "/component",
                            from == null
                                    ? "No component is named."
                                    : "The published version has no component '" + from + "'.",
                            "Name the key of a component of the published version.")));
        }
        return Objects.requireNonNull(from);
    }
}
