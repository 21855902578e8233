package io.headgate.api.publication;

import io.headgate.api.platform.FieldProblem;
import io.headgate.dag.definition.Parameter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a version binds to on a stage: a dry run of its publication there.
 *
 * @param sha256 hash of the version's definition, the same on every stage
 * @param needsSecondPerson whether the stage is protected, so that a publication is asked for
 * @param live number of the version that is live there now; null if none is
 * @param compute where its components will run; null while the stage has no compute target
 * @param processes those that its components run
 * @param problems everything that is missing or does not fit; empty when it can be published
 */
public record StageBindings(
        String process,
        int version,
        String sha256,
        String stage,
        boolean needsSecondPerson,
        @Nullable Integer live,
        @Nullable BoundCompute compute,
        List<BoundLocation> locations,
        List<BoundParameter> parameters,
        List<BoundProcess> processes,
        List<FieldProblem> problems) {

    /**
     * A compute target.
     *
     * @param account id of the registered account
     */
    public record BoundCompute(UUID account, String accountNumber, String region, String cluster) {}

    /**
     * A location that the version's settings name.
     *
     * @param uri the place that the key means on this stage; null while it means none
     * @param access what may be done there; null while the key means no place
     * @param reads whether the version reads there
     * @param writes whether the version writes there
     * @param components keys of the components that name it
     */
    public record BoundLocation(
            String key,
            @Nullable String uri,
            @Nullable String access,
            boolean reads,
            boolean writes,
            List<String> components) {}

    /** Where the value of a parameter comes from. */
    public enum Source {
        /** From the stage's own values. */
        STAGE,
        /** From the default of the definition. */
        DEFAULT,
        /** From each run, or from nowhere. */
        RUN
    }

    /**
     * A parameter that the version declares.
     *
     * @param value null if only a run can give one
     */
    public record BoundParameter(
            String key,
            @Nullable String label,
            Parameter.Type type,
            boolean required,
            @Nullable JsonNode value,
            Source source) {}

    /**
     * A process that components of the version run.
     *
     * @param name null when there is no such process
     * @param version number of the version that they would run on the stage, or a later one; null while none is published there
     * @param components keys of the components that run it
     */
    public record BoundProcess(
            String key, @Nullable String name, @Nullable Integer version, List<String> components) {}

    public StageBindings {
        locations = List.copyOf(locations);
        parameters = List.copyOf(parameters);
        processes = List.copyOf(processes);
        problems = List.copyOf(problems);
    }
}
