package io.headgate.api.run;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.StageParameters;
import io.headgate.api.publication.PublicationState;
import io.headgate.api.publication.Publications;
import io.headgate.api.tenancy.Tenants;
import io.headgate.dag.definition.Pointer;
import io.headgate.dag.validation.CallValues;
import io.headgate.dag.validation.ParameterValues;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What has to hold before a run of a process may be asked for on a stage. */
@Component
class RunTerms {

    private final RunRepository runs;
    private final Tenants tenants;
    private final Publications publications;
    private final StageParameters stageParameters;
    private final RunGraphs graphs;

    RunTerms(
            RunRepository runs,
            Tenants tenants,
            Publications publications,
            StageParameters stageParameters,
            RunGraphs graphs) {
        this.runs = runs;
        this.tenants = tenants;
        this.publications = publications;
        this.stageParameters = stageParameters;
        this.graphs = graphs;
    }

    /** Refuses another run that somebody asks for while too many wait; what time asks for is never refused. */
    void checkWaiting(UUID tenantId) {
        int limit = tenants.get(tenantId).waitingLimit();
        if (runs.countByState(RunState.WAITING) >= limit) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "run.too-many-waiting",
                    "There are " + limit
                            + " runs of the tenant that wait already. Stop some of them, or try again when some have started.");
        }
    }

    /** Number of the newest publication on a stage; 0 if there was none. */
    int newestNumber(UUID processId, UUID stageId) {
        return publications
                .newest(processId, stageId)
                .map(Publications.Published::number)
                .orElse(0);
    }

    /** What a run that is asked for now will run on, or a later one. */
    Publications.Published newest(UUID processId, UUID stageId) {
        return publications
                .newest(processId, stageId)
                .orElseThrow(() -> ProblemException.conflict(
                        "run.not-published",
                        "The process has never been published on this stage. Publish it, then run it."));
    }

    /** Values that another process passes, as the newest publication declares them. */
    ObjectNode fitted(Publications.Published newest, JsonNode given) {
        return CallValues.fitted(
                graphs.ofVersion(newest.versionId()).definition().parameters(), given);
    }

    /** Refuses a newest publication that has failed or was withdrawn, and values that do not fit it, every problem at once. */
    void checkParameters(Publications.Published newest, JsonNode given) {
        if (newest.state() == PublicationState.IMPORT_ERROR) {
            throw ProblemException.conflict(
                    "run.publication-failed",
                    "Airflow could not load the newest publication. Publish again, then run.");
        }
        if (newest.state() != PublicationState.LIVE && !newest.state().isOnItsWay()) {
            throw ProblemException.conflict(
                    "run.not-published", "The process is not published any more. Publish it again, then run it.");
        }
        if (!given.isObject()) {
            throw ProblemException.invalid(
                    "run.parameters",
                    "The parameters of a run are values by their keys.",
                    List.of(new FieldProblem("parameters.shape", "/parameters", "This is not an object.", null)));
        }
        List<FieldProblem> problems = ParameterValues.bind(
                        stageParameters.applied(
                                newest.processId(),
                                newest.stageId(),
                                graphs.ofVersion(newest.versionId())
                                        .definition()
                                        .parameters()),
                        given,
                        Pointer.ROOT.field("parameters"))
                .problems()
                .stream()
                .map(problem ->
                        new FieldProblem(problem.code().word(), problem.pointer(), problem.message(), problem.remedy()))
                .toList();
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("run.parameters", "The parameters of this run are not right.", problems);
        }
    }
}
