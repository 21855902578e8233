package io.headgate.api.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What causes mean, in Headgate's own words: what a job says may quote its data, and goes into no message. */
final class Sentences {

    /** What happened and what to do. */
    record Said(String sentence, String remedy) {}

    private static final Said ANY_JOB =
            new Said("A component failed.", "Look at the run: it says why, and whose it is to mend.");
    private static final Said ANY_RUN = new Said("Runs do not go as they should.", "Look at the run: it says why.");
    private static final String BY_ITSELF = "Nothing for now. If it lasts, look at the account.";

    private static final Map<String, Said> BY_CODE = Map.ofEntries(
            Map.entry(
                    Cause.CLUSTER,
                    new Said(
                            "Steps on a cluster end without a result, as when the cluster has ended.",
                            "Look at the cluster in the AWS account, register a running one if need be, then rerun.")),
            Map.entry(
                    "account.role-refused",
                    new Said("AWS does not let Headgate into the account.", "Check the role and its trust policy.")),
            Map.entry(
                    "account.denied",
                    new Said("Headgate's role lacks a permission in the account.", "Add it to the role's policy.")),
            Map.entry(
                    "account.bucket-missing",
                    new Said("The workspace's bucket is gone.", "Create it and register the account again.")),
            Map.entry(
                    "account.workspace-denied",
                    new Said("Headgate's role may not use the workspace.", "Mend the role's policy.")),
            Map.entry("account.workspace-away", new Said("The workspace cannot be reached.", BY_ITSELF)),
            Map.entry("aws.away", new Said("AWS does not answer.", BY_ITSELF)),
            Map.entry("emr.away", new Said("EMR does not answer.", BY_ITSELF)),
            Map.entry("emr.throttled", new Said("The account takes no more EMR calls.", BY_ITSELF)),
            Map.entry("emr.cluster-full", new Said("The cluster has as many steps as it takes.", BY_ITSELF)),
            Map.entry("emr.refused", new Said("EMR refuses the call.", "Look at a run; tell the platform admins.")),
            Map.entry(
                    "step.timed-out",
                    new Said("A component took longer than its limit.", "Give it more time, or less to do.")),
            Map.entry(
                    "result.missing",
                    new Said("A step ended well but left no result.", "Rerun; if it happens again, look at the log.")),
            Map.entry(
                    "waiting.tenant-suspended",
                    new Said("The tenant is suspended.", "A platform admin can resume it.")),
            Map.entry(
                    "alert.too-long",
                    new Said("A run takes longer than it should.", "Look at the run; stop it if it has to end.")),
            Map.entry(
                    "alert.missed",
                    new Said(
                            "Dates of schedules came due while nothing could run, and were passed over.",
                            "Look at the missed dates on the page of the process, and run those that are needed.")),
            Map.entry(
                    "alert.late",
                    new Said(
                            "No run for the business date was finished in time.",
                            "Look whether the process is scheduled and not paused, or run it for that date.")));

    /** What jobs and calls say, by code; the run says the rest. */
    private static final Map<String, String> OF_COMPONENTS = Map.ofEntries(
            Map.entry("source.missing", "There are no files to read."),
            Map.entry("source.missing-column", "The files lack a column."),
            Map.entry("source.column-type", "A column of the files has a type that does not fit."),
            Map.entry("source.header-differs", "The files do not all have the same columns."),
            Map.entry("source.not-parquet", "A file is no Parquet file."),
            Map.entry("source.broken-file", "A file is damaged or only partly there."),
            Map.entry("source.too-many-bad-rows", "Too many rows do not fit the columns."),
            Map.entry("input.missing-column", "A column that it needs does not come in."),
            Map.entry("quality.failed", "Rules about the data do not hold."),
            Map.entry("sql.failed", "The query failed on the data."),
            Map.entry("sql.unknown-column", "The query reads a column that is not there."),
            Map.entry("export.present", "There are files already where it writes."),
            Map.entry("storage.access-denied", "The cluster may not use the files of a location."),
            Map.entry("storage.credentials-expired", "The cluster's credentials expired while it worked."),
            Map.entry("storage.missing", "There is nothing where it reads."),
            Map.entry("storage.missing-bucket", "The bucket of a location does not exist."),
            Map.entry("condition.undecidable", "Its condition could not be decided."),
            Map.entry("call.failed", "The process that it runs failed."),
            Map.entry("call.stopped", "The run that it had called was stopped."),
            Map.entry("call.timed-out", "The process that it runs took longer than its limit."),
            Map.entry("call.too-deep", "Too many processes run one another in a row."),
            Map.entry("call.cycle", "The process that it runs would run itself."),
            Map.entry("job.unexpected", "It failed in a way that was not foreseen."));

    /** What codes of a kind have in common, where there are too many to tell each. */
    private static final Map<String, String> OF_KINDS = Map.of(
            "sql", "The query cannot be run as it is.",
            "quality", "The rules cannot be checked as they are.",
            "combine", "The rows that come in do not fit one another.",
            "export", "The rows cannot be written as they are.",
            "call", "The other process could not be run.");

    private Sentences() {}

    static Said of(String code, @Nullable String component) {
        Said known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        if (code.startsWith("airflow.")) {
            return new Said("Airflow did not carry runs to their end.", "Rerun; tell the platform admins.");
        }
        if (code.startsWith("waiting.")) {
            return new Said("Runs wait and do not start.", "Look at the run: it says what it waits for.");
        }
        if (component == null) {
            return ANY_RUN;
        }
        String kind = OF_KINDS.get(code.substring(0, Math.max(0, code.indexOf('.'))));
        String sentence = OF_COMPONENTS.getOrDefault(code, kind);
        return sentence == null ? ANY_JOB : new Said(sentence, ANY_JOB.remedy());
    }
}
