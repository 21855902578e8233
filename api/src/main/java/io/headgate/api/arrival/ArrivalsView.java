package io.headgate.api.arrival;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What starts a process when files arrive, and what became of them.
 *
 * @param ignored what was told in vain of late, newest first, at most ten; empty for viewers, who see no names
 */
public record ArrivalsView(List<WatchView> watches, List<QueueView> queues, List<IgnoredView> ignored) {

    /**
     * How Headgate learns of files on a stage.
     *
     * @param stage key of a stage of the tenant
     * @param registered whether the stage's account has a queue; without one nothing arrives
     * @param trouble why the queue cannot be read now, and what to do; null while it can
     * @param lookedAt when it was looked at last; null if it never was
     * @param messageAt when a message came last; null if none ever did
     * @param files files that somebody watched for, since the queue was registered
     * @param duplicates how often S3 told of a file again
     * @param ignored things that were told in vain
     */
    public record QueueView(
            String stage,
            boolean registered,
            @Nullable String trouble,
            @Nullable Instant lookedAt,
            @Nullable Instant messageAt,
            long files,
            long duplicates,
            long ignored) {}

    /**
     * That the process starts when a file arrives whose path below a location fits a pattern.
     *
     * @param pattern empty for every file at the location
     * @param minutes how long files are gathered into one run; 0 with {@code EACH}
     * @param batches the latest, newest first, at most five
     */
    public record WatchView(
            UUID id,
            String stage,
            String location,
            String pattern,
            Gather gather,
            int minutes,
            String createdBy,
            Instant createdAt,
            List<BatchView> batches) {}

    /**
     * Files that became one run, or none.
     *
     * @param paths the first of them, at most three; empty for viewers
     * @param dueAt when they become a run; null if that is decided
     * @param outcome null while they wait for more
     * @param run the run that they started; null if they did not
     */
    public record BatchView(
            int files,
            List<String> paths,
            Instant at,
            @Nullable Instant dueAt,
            @Nullable Outcome outcome,
            String sentence,
            @Nullable String run) {}

    /**
     * Something that was told in vain.
     *
     * @param name with everything escaped that is not seen
     */
    public record IgnoredView(Ignored reason, String sentence, String name, Instant at) {}

    /**
     * Files that are there now and fit a pattern.
     *
     * @param files the first of them, at most twenty
     * @param count how many fit among those that were looked at
     * @param all whether all files that may fit were looked at
     */
    public record MatchesView(List<MatchView> files, int count, boolean all) {}

    /**
     * A file that fits.
     *
     * @param date the business date that its run would have; null for the day of its arrival
     * @param parameters values of parameters by their keys
     */
    public record MatchView(String path, @Nullable LocalDate date, Map<String, String> parameters) {}
}
