package io.headgate.api.run;

import io.headgate.api.platform.Trouble;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run with its components.
 *
 * @param version the version that runs; null while the run waits
 * @param stage key of the stage that it is on
 * @param parameters the values that it was asked for with
 * @param values what its parameters are: those values, and for the rest the stage's own or the defaults as they were when it began; null
 *     before that, and for runs of before they were kept
 * @param waitingFor why it waits; null once it is admitted
 * @param trouble what keeps it from going on, or why it ended as it did; null if nothing
 * @param notBefore when it may start at the earliest, if the schedule spreads its starts; null for at once
 * @param parent the run that it repeats; null for a run of its own
 * @param repeats how much of it is done again; null for a run of its own
 * @param repeatsFrom the component that it begins with; null unless {@code repeats} says so
 * @param upstream the run of another process whose success asked for it; null without one
 * @param calledBy the component of another run that called it; null when none did
 * @param repetitions the runs that repeat this one, newest first, at most twenty
 * @param receipt after a stop: what became of each step; null without a stop
 */
public record RunView(
        String id,
        String process,
        String processName,
        String stage,
        @Nullable Integer version,
        @Nullable Integer publication,
        RunState state,
        RunOrigin origin,
        String requestedBy,
        LocalDate businessDate,
        @Nullable Instant dueAt,
        @Nullable Instant notBefore,
        JsonNode parameters,
        @Nullable JsonNode values,
        @Nullable Trouble waitingFor,
        @Nullable Trouble trouble,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant stopRequestedAt,
        @Nullable String stopRequestedBy,
        @Nullable Instant endedAt,
        @Nullable String parent,
        Repeat.@Nullable Scope repeats,
        @Nullable String repeatsFrom,
        @Nullable String upstream,
        @Nullable CalledBy calledBy,
        List<String> repetitions,
        List<ComponentView> components,
        @Nullable List<ReceiptLine> receipt) {

    /**
     * What called a run.
     *
     * @param run the run that called it
     * @param process key of that run's process
     * @param component key of the component there
     */
    public record CalledBy(String run, String process, String processName, String component) {}

    /**
     * A run that a component has called and whose end it waits for, or waited for.
     *
     * @param process key of the process that was called
     * @param attempt for which time the component has called
     * @param waitingFor why it waits; null once it is admitted
     */
    public record CallView(
            String run,
            String process,
            String processName,
            int attempt,
            RunState state,
            @Nullable Trouble waitingFor) {}

    /**
     * One component of a run.
     *
     * @param call the latest run that it has called; null for one that calls none, or has not yet
     * @param reusedFrom the run that did the work, when this one took its result over; null otherwise
     * @param mark what an engineer has said about it; null for nothing
     * @param result what it left behind: rows, columns, quality report; null until it has ended
     */
    public record ComponentView(
            String key,
            int n,
            String label,
            String type,
            TaskState state,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable JsonNode result,
            @Nullable ComponentError error,
            @Nullable Trouble trouble,
            @Nullable String reusedFrom,
            @Nullable Mark mark,
            @Nullable CallView call,
            List<AttemptView> attempts) {}

    /** One attempt, an EMR step. */
    public record AttemptView(
            String key,
            int number,
            AttemptState state,
            @Nullable String stepId,
            String clusterId,
            Instant queuedAt,
            @Nullable Instant submittedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /**
     * What a stop did to a component.
     *
     * @param run the run that it had called; null for none
     */
    public record ReceiptLine(
            String component,
            @Nullable String stepId,
            @Nullable String run,
            StopOutcome outcome) {}

    /** How a component met a stop. */
    public enum StopOutcome {
        NOT_STARTED,
        CANCELLED,
        FINISHED_BEFORE,
        STILL_RUNNING
    }
}
