package io.headgate.api.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a run is asked for.
 *
 * @param stageId the stage that it is to run on
 * @param dueAt the date of the ledger; null for a run that no schedule asked for
 * @param parameters the values of the process's parameters, as a JSON object
 * @param repeat the earlier run that it repeats; null for a run of its own
 * @param notBefore when it may start at the earliest; null for at once
 * @param upstreamId the run of another process whose success asked for it; null without one
 * @param causedBy a run that wrote files for whose arrival it was asked; null without one
 * @param calledFrom the component of another run that calls it; null for none
 */
record RunOrder(
        UUID stageId,
        RunOrigin origin,
        String requestedBy,
        LocalDate businessDate,
        @Nullable Instant dueAt,
        String parameters,
        @Nullable Repeat repeat,
        @Nullable Instant notBefore,
        @Nullable String upstreamId,
        @Nullable String causedBy,
        @Nullable CallSite calledFrom) {

    /** A run that repeats no other. */
    RunOrder(
            UUID stageId,
            RunOrigin origin,
            String requestedBy,
            LocalDate businessDate,
            @Nullable Instant dueAt,
            String parameters) {
        this(stageId, origin, requestedBy, businessDate, dueAt, parameters, null);
    }

    RunOrder(
            UUID stageId,
            RunOrigin origin,
            String requestedBy,
            LocalDate businessDate,
            @Nullable Instant dueAt,
            String parameters,
            @Nullable Repeat repeat) {
        this(stageId, origin, requestedBy, businessDate, dueAt, parameters, repeat, null, null, null, null);
    }

    /** A date of the ledger. */
    static RunOrder due(
            UUID stageId, String requestedBy, LocalDate businessDate, Instant dueAt, @Nullable Instant notBefore) {
        return new RunOrder(
                stageId, RunOrigin.SCHEDULE, requestedBy, businessDate, dueAt, "{}", null, notBefore, null, null, null);
    }

    /** What follows the success of another process's run. */
    static RunOrder after(UUID stageId, String upstreamId, String requestedBy, LocalDate businessDate) {
        return new RunOrder(
                stageId, RunOrigin.EVENT, requestedBy, businessDate, null, "{}", null, null, upstreamId, null, null);
    }

    /** What follows the arrival of files. */
    static RunOrder arrived(
            UUID stageId, String requestedBy, LocalDate businessDate, String parameters, @Nullable String causedBy) {
        return new RunOrder(
                stageId,
                RunOrigin.EVENT,
                requestedBy,
                businessDate,
                null,
                parameters,
                null,
                null,
                null,
                causedBy,
                null);
    }

    /** What a component of a run calls: on its stage, for its business date. */
    static RunOrder called(
            Run caller,
            CallSite site,
            String requestedBy,
            String parameters,
            @Nullable Repeat repeat,
            @Nullable Instant notBefore) {
        return new RunOrder(
                caller.stageId(),
                RunOrigin.SUBPROCESS,
                requestedBy,
                caller.businessDate(),
                null,
                parameters,
                repeat,
                notBefore,
                null,
                null,
                site);
    }
}
