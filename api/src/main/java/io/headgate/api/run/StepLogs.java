package io.headgate.api.run;

import io.headgate.api.account.Accounts;
import io.headgate.api.account.ComputeTarget;
import io.headgate.api.platform.ProblemException;
import io.headgate.connector.emr.Cluster;
import io.headgate.connector.emr.EmrProblemException;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.storage.S3Uri;
import io.headgate.connector.storage.TenantStorage;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import software.amazon.awssdk.core.exception.SdkException;

/** The logs of steps, read from the cluster's LogUri as plain text. EMR puts them there every few minutes. */
@Service
class StepLogs {

    private static final int READ = 16 * 1024 * 1024;
    private static final int SHOWN = 1024 * 1024;
    private static final Pattern CONTROL = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\n\t]]");

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

    /** The end of a log, at most a million characters, without control sequences. */
    String read(String runId, String componentKey, LogStream stream, @Nullable Integer number) {
        Attempt attempt = attempt(runId, componentKey, number);
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
                    .resolve(attempt.clusterId() + "/steps/" + stepId + "/" + stream + ".gz");
            return storage.getUnpacked(target.role(), uri, READ)
                    .map(StepLogs::plain)
                    .orElseThrow(StepLogs::none);
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
                .orElseThrow(StepLogs::none);
    }

    private static String plain(byte[] bytes) {
        String text = CONTROL.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
        return text.length() <= SHOWN ? text : text.substring(text.length() - SHOWN);
    }

    private static ProblemException none() {
        return ProblemException.notFound(
                "log.not-yet", "There is no log yet. EMR writes it while the step runs and after it has ended.");
    }
}
