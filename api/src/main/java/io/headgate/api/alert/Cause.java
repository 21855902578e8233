package io.headgate.api.alert;

import io.headgate.api.run.FailedRun;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What runs on one stage have in common that went wrong for the same reason. Each stage has causes of its own: whoever is told of one
 * stage alone is told in time, whatever goes on failing on the others.
 *
 * @param key the same for the same cause
 * @param code stable code
 * @param processId whose it is; null when it may be that of several
 * @param component the component that it is about; null for none or several
 * @param clusterId the cluster that it is about; null for none
 */
record Cause(
        String key,
        String code,
        @Nullable UUID processId,
        @Nullable String component,
        @Nullable String clusterId) {

    static final String CLUSTER = "cluster.steps-lost";

    /** What steps say in whose cluster is ending or has ended, each according to how far it had come. */
    private static final Set<String> OF_A_CLUSTER =
            Set.of("step.failed", "step.cancelled-outside", "account.cluster-unknown");

    private static final Set<String> OF_AN_ACCOUNT = Set.of(
            "account.role-refused",
            "account.denied",
            "account.bucket-missing",
            "account.workspace-denied",
            "account.workspace-away",
            "aws.away",
            "emr.away",
            "emr.throttled",
            "emr.refused",
            "emr.cluster-full");

    /** Jobs write codes too; what is no code becomes this one. */
    private static final String ODD = "job.unexpected";

    /**
     * The cause of what is told of a run.
     *
     * @param without the code when nothing says why
     */
    static Cause of(FailedRun run, String without) {
        String told = run.code();
        String code = told == null ? without : told.matches("[a-z][a-z0-9.-]{0,59}") ? told : ODD;
        if (OF_A_CLUSTER.contains(code) && run.accountId() != null) {
            String key = key(CLUSTER, run.accountId(), run.clusterId(), run.stageId());
            return new Cause(key, CLUSTER, null, null, run.clusterId());
        }
        if (OF_AN_ACCOUNT.contains(code)) {
            return new Cause(key(code, run.accountId(), run.stageId()), code, null, null, null);
        }
        if (code.startsWith("airflow.") || code.equals("waiting.tenant-suspended")) {
            return new Cause(key(code, run.stageId()), code, null, null, null);
        }
        String key = key(code, run.processId(), run.component(), run.stageId());
        return new Cause(key, code, run.processId(), run.component(), null);
    }

    /** Dates that were passed over. What kept them from running, an outage mostly, is the same for all processes. */
    static Cause missed(UUID stageId) {
        return new Cause(key("alert.missed", stageId), "alert.missed", null, null, null);
    }

    /** No run for a date was finished in time, and none is there that could say why. */
    static Cause late(UUID processId, UUID stageId, LocalDate date) {
        return new Cause(key("alert.late", processId, date, stageId), "alert.late", processId, null, null);
    }

    private static String key(@Nullable Object... parts) {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining("|"));
    }
}
