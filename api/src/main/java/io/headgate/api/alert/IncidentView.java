package io.headgate.api.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong for one cause on one stage.
 *
 * @param code stable code of the cause
 * @param sentence what happened, in Headgate's own words
 * @param remedy what to do
 * @param process key of the process that it is about; null as soon as it is about several
 * @param component key of the component; null when it is about none or several
 * @param cluster the cluster; null when it is about none
 * @param stage key of the stage; null when it is from before alerts were told apart by stages, and has runs of several
 * @param runs how many runs, and dates without one, it has
 * @param processes how many processes
 * @param recovered how many of the runs and dates have recovered
 * @param rerunnable how many runs failed, have not recovered and were not run again by this alert
 * @param members newest first, 200 at most; empty in lists
 */
public record IncidentView(
        UUID id,
        AlertKind kind,
        String code,
        String sentence,
        String remedy,
        @Nullable String process,
        @Nullable String processName,
        @Nullable String component,
        @Nullable String cluster,
        @Nullable String stage,
        State state,
        int runs,
        int processes,
        int recovered,
        int rerunnable,
        Instant openedAt,
        Instant lastAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBecause,
        List<Member> members) {

    /** Where an incident stands. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        CLOSED
    }

    /**
     * A run of the incident, or a date without one.
     *
     * @param run null when there is no run
     * @param rerunBy who had it run again by this alert; null when nobody has
     * @param rerun the run that repeats it; null when it has not begun
     * @param rerunRefused why it could not be run again; null when it could
     */
    public record Member(
            AlertKind kind,
            @Nullable String run,
            String process,
            String processName,
            LocalDate businessDate,
            Instant at,
            @Nullable Instant recoveredAt,
            @Nullable String rerunBy,
            @Nullable String rerun,
            @Nullable String rerunRefused) {}

    public IncidentView {
        members = List.copyOf(members);
    }
}
