package io.headgate.api.alert;

import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what.
 *
 * @param processId whose it is; null for that of the tenant
 * @param toOwner whether the process's owner is told, by e-mail
 * @param channels who else is told
 * @param stages the stages that it is about; every one when it names none. A stage that is removed is named no more, so a rule that was
 *     about that one alone is about every stage from then on: more is told then, and nothing is lost.
 * @param afterSeconds how long a run may take, for {@link AlertKind#TOO_LONG}
 * @param byTime until when a run must have succeeded, for {@link AlertKind#LATE}
 * @param zone where that time is
 * @param dayOffset how many days after the business date
 */
record Rule(
        @Nullable UUID processId,
        AlertKind kind,
        boolean active,
        boolean toOwner,
        List<UUID> channels,
        List<UUID> stages,
        @Nullable Integer afterSeconds,
        @Nullable LocalTime byTime,
        @Nullable String zone,
        @Nullable Integer dayOffset) {

    Rule {
        channels = List.copyOf(channels);
        stages = List.copyOf(stages);
    }

    /** The same rule about these stages. */
    Rule about(List<UUID> others) {
        return new Rule(processId, kind, active, toOwner, channels, others, afterSeconds, byTime, zone, dayOffset);
    }

    /** Whether what happens on a stage is told by it. */
    boolean isAbout(UUID stageId) {
        return stages.isEmpty() || stages.contains(stageId);
    }

    /** What holds until somebody says otherwise: failures and dates that were passed over, to the owner. */
    static Rule builtIn(AlertKind kind) {
        boolean isTold = kind == AlertKind.FAILED || kind == AlertKind.MISSED;
        return new Rule(null, kind, isTold, isTold, List.of(), List.of(), null, null, null, null);
    }
}
