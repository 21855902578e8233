package io.headgate.api.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a process or of the tenant, one of each kind.
 *
 * @param mutedUntil until when nothing of the process is told; null when it is not silent
 */
public record RulesView(List<RuleView> rules, @Nullable Instant mutedUntil) {

    /**
     * A rule that counts.
     *
     * @param stages keys of the stages that it is about, in their order; empty for every stage
     * @param inherited whether it is the tenant's or the built-in one, because this scope has none of its own
     */
    public record RuleView(
            AlertKind kind,
            boolean inherited,
            boolean active,
            boolean toOwner,
            List<UUID> channels,
            List<String> stages,
            @Nullable Integer afterSeconds,
            @Nullable LocalTime byTime,
            @Nullable String zone,
            @Nullable Integer dayOffset) {

        public RuleView {
            channels = List.copyOf(channels);
            stages = List.copyOf(stages);
        }
    }

    public RulesView {
        rules = List.copyOf(rules);
    }
}
