package io.headgate.api.alert;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.Processes;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import io.headgate.api.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looking at rules and changing them. */
@Service
class Rules {

    private static final int SHORTEST_SECONDS = 60;
    private static final int LONGEST_SECONDS = 2_592_000;
    private static final int MOST_DAYS = 7;
    private static final int LONGEST_MUTE_DAYS = 90;
    private static final UUID NONE = new UUID(0, 0);

    private final RuleStore store;
    private final Channels channels;
    private final Processes processes;
    private final Stages stages;
    private final WorkQueue work;
    private final AuditTrail audit;
    private final Clock clock;

    Rules(
            RuleStore store,
            Channels channels,
            Processes processes,
            Stages stages,
            WorkQueue work,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.channels = channels;
        this.processes = processes;
        this.stages = stages;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    /** The rules that count for a process, or for the tenant for null. */
    @Transactional(readOnly = true)
    public RulesView view(UUID tenantId, @Nullable UUID processId) {
        List<StageView> known = stages.all(tenantId);
        List<Rule> own = store.ofScope(processId);
        List<RulesView.RuleView> all = Arrays.stream(AlertKind.values())
                .filter(kind -> processId != null || kind != AlertKind.LATE)
                .map(kind -> own.stream()
                        .filter(rule -> rule.kind() == kind)
                        .findFirst()
                        .map(rule -> one(rule, known, false))
                        .orElseGet(() -> one(store.of(processId == null ? NONE : processId, kind), known, true)))
                .toList();
        return new RulesView(
                all,
                processId == null
                        ? null
                        : store.mutedUntil(processId, clock.instant()).orElse(null));
    }

    /**
     * Sets a rule.
     *
     * @param keys of the stages that it shall be about; empty for every stage
     */
    @Transactional
    public RulesView put(UUID tenantId, String actor, Rule rule, List<String> keys) {
        List<StageView> known = stages.all(tenantId);
        List<StageView> about =
                known.stream().filter(stage -> keys.contains(stage.key())).toList();
        List<FieldProblem> problems = problems(rule);
        problems.addAll(unknown(keys, known));
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("rule.invalid", "The rule cannot be set like this.", problems);
        }
        store.put(tenantId, rule.about(about.stream().map(StageView::id).toList()), actor, clock.instant());
        String where = about.stream().map(StageView::key).collect(Collectors.joining(", "));
        audit.record(
                tenantId,
                actor,
                "alert-rule.set",
                subject(rule.processId()),
                rule.kind().name() + (where.isEmpty() ? "" : " on " + where));
        work.put(tenantId, OverdueRuns.KIND, OverdueRuns.ALL);
        return view(tenantId, rule.processId());
    }

    @Transactional
    public RulesView remove(UUID tenantId, String actor, @Nullable UUID processId, AlertKind kind) {
        if (store.remove(processId, kind) > 0) {
            audit.record(tenantId, actor, "alert-rule.remove", subject(processId), kind.name());
        }
        return view(tenantId, processId);
    }

    @Transactional
    public RulesView mute(UUID tenantId, String actor, UUID processId, Instant until) {
        if (until.isAfter(clock.instant().plus(LONGEST_MUTE_DAYS, ChronoUnit.DAYS))) {
            throw ProblemException.invalid(
                    "mute.too-long",
                    "A process is silent for 90 days at most.",
                    List.of(new FieldProblem("mute.too-long", "/until", "This is too far away.", null)));
        }
        store.mute(tenantId, processId, until, actor);
        audit.record(tenantId, actor, "alert.mute", subject(processId), until.toString());
        return view(tenantId, processId);
    }

    private String subject(@Nullable UUID processId) {
        return processId == null ? "tenant" : processes.byId(processId).key();
    }

    private static List<FieldProblem> unknown(List<String> keys, List<StageView> known) {
        List<String> all = known.stream().map(StageView::key).toList();
        return IntStream.range(0, keys.size())
                .filter(i -> !all.contains(keys.get(i)))
                .mapToObj(i -> new FieldProblem(
                        "rule.stage",
                        "/stages/" + i,
                        "There is no such stage.",
                        "Stages are: " + String.join(", ", all) + "."))
                .toList();
    }

    private List<FieldProblem> problems(Rule rule) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!channels.areThere(rule.channels())) {
            problems.add(new FieldProblem("rule.channel", "/channels", "One of the channels is not there.", null));
        }
        Integer after = rule.afterSeconds();
        boolean hasLimit = after != null && after >= SHORTEST_SECONDS && after <= LONGEST_SECONDS;
        if (rule.kind() == AlertKind.TOO_LONG ? !hasLimit : after != null) {
            problems.add(new FieldProblem(
                    "rule.after", "/afterSeconds", "TOO_LONG, and no other kind, has 60 seconds to 30 days.", null));
        }
        Integer offset = rule.dayOffset();
        boolean hasTime = rule.byTime() != null
                && offset != null
                && offset >= 0
                && offset <= MOST_DAYS
                && rule.zone() != null
                && ZoneId.getAvailableZoneIds().contains(rule.zone());
        boolean hasNone = rule.byTime() == null && offset == null && rule.zone() == null;
        if (rule.kind() == AlertKind.LATE ? !hasTime || rule.processId() == null : !hasNone) {
            problems.add(new FieldProblem(
                    "rule.by",
                    "/byTime",
                    "LATE, and no other kind, has a local time, a zone and 0 to 7 days; it is a rule of a process.",
                    null));
        }
        return problems;
    }

    private static RulesView.RuleView one(Rule rule, List<StageView> known, boolean inherited) {
        return new RulesView.RuleView(
                rule.kind(),
                inherited,
                rule.active(),
                rule.toOwner(),
                rule.channels(),
                known.stream()
                        .filter(stage -> rule.stages().contains(stage.id()))
                        .map(StageView::key)
                        .toList(),
                rule.afterSeconds(),
                rule.byTime(),
                rule.zone(),
                rule.dayOffset());
    }
}
