package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.ProblemException;
import io.headgate.connector.emr.Cluster;
import io.headgate.connector.emr.EmrProblemException;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.storage.S3Uri;
import io.headgate.connector.storage.TenantStorage;
import io.headgate.connector.storage.Unpacked;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import software.amazon.awssdk.core.exception.SdkException;

/** The logs of steps, read from the cluster's LogUri as plain text. EMR puts them there every few minutes. */
@Service
class StepLogs {

    private static final int READ = 16 * 1024 * 1024;

    /** As S3 makes them; Headgate hands them on as weak ones, for the parts of a log have the tag of the whole. */
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[0-9A-Za-z-]{1,100}\")");

    private final RunRepository runs;
    private final TaskRunRepository tasks;
    private final AttemptRepository attempts;
    private final Accounts accounts;
    private final EmrSteps steps;
    private final TenantStorage storage;
    private final Map<Cluster, String> logUris = new ConcurrentHashMap<>();

    StepLogs(
            RunRepository runs,
            TaskRunRepository tasks,
            AttemptRepository attempts,
            Accounts accounts,
            EmrSteps steps,
            TenantStorage storage) {
        this.runs = runs;
        this.tasks = tasks;
        this.attempts = attempts;
        this.accounts = accounts;
        this.steps = steps;
        this.storage = storage;
    }

    /**
     * What of a log is asked for.
     *
     * @param number of the attempt; null for the last one
     * @param from where to begin, as an earlier answer has told it; null for the end of the log
     * @param known tag of what the caller has already; null when it has nothing
     */
    record Wanted(
            LogStream stream,
            @Nullable Integer number,
            @Nullable Integer from,
            @Nullable String known) {}

    /** A part of a log; empty when it is what the caller has already. */
    Optional<LogPart> read(String runId, String componentKey, Wanted wanted) {
        Attempt attempt = attempt(runId, componentKey, wanted.number());
        ComputeTarget target = accounts.computeTargetOf(attempt.accountId()).orElseThrow(StepLogs::none);
        String stepId = Optional.ofNullable(attempt.stepId()).orElseThrow(StepLogs::none);
        try {
            Cluster cluster = new Cluster(target.role(), attempt.clusterId());
            String logUri = logUris.computeIfAbsent(
                    cluster, unknown -> steps.logUri(unknown).orElse(""));
            if (logUri.isEmpty()) {
                throw ProblemException.notFound("log.none", "The cluster keeps no logs: it has no LogUri.");
            }
            S3Uri uri = S3Uri.parse(logUri.replaceFirst("^s3[an]:", "s3:"))
                    .resolve(attempt.clusterId() + "/steps/" + stepId + "/" + wanted.stream() + ".gz");
            return switch (storage.getUnpacked(target.role(), uri, READ, tag(wanted.known()))) {
                case Unpacked.Found found -> Optional.of(LogPart.of(found.bytes(), wanted.from(), found.tag()));
                case Unpacked.Unchanged unchanged -> Optional.empty();
                case Unpacked.Missing missing -> throw none();
            };
        } catch (EmrProblemException | SdkException e) {
            throw new ProblemException(
                    HttpStatus.BAD_GATEWAY,
                    "log.away",
                    "The log cannot be read from the tenant's account right now: " + e.getMessage());
        }
    }

    private Attempt attempt(String runId, String componentKey, @Nullable Integer number) {
        runs.findById(runId).orElseThrow(Runs::unknown);
        TaskRun task = tasks.findByRunIdOrderByN(runId).stream()
                .filter(candidate -> candidate.componentKey().equals(componentKey))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("component.unknown", "The run has no such component."));
        List<Attempt> all = attempts.findByTaskRunIdOrderByNumber(task.id());
        return all.stream()
                .filter(attempt -> number == null || attempt.number() == number)
                .max(Comparator.comparingInt(Attempt::number))
                .orElseThrow(() -> task.state().isTerminal() ? neverRan(task) : none());
    }

    private static ProblemException neverRan(TaskRun task) {
        String source = task.reusedFrom();
        return ProblemException.notFound(
                "log.none",
                source == null
                        ? "Nothing was submitted for this component in this run, so there is no log."
                        : "The result was taken over from run " + source
                                + ", so nothing was submitted in this one. The log is there.");
    }

    private static @Nullable String tag(@Nullable String known) {
        Matcher tag = TAG.matcher(known == null ? "" : known);
        return tag.matches() ? tag.group(1) : null;
    }

    private static ProblemException none() {
        return ProblemException.notFound(
                "log.not-yet", "There is no log yet. EMR writes it while the step runs and after it has ended.");
    }
}
