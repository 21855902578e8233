package io.headgate.api.stage;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adding, changing and removing the stages of the bound tenant. */
@Service
class StageAdmin {

    /** Most stages of a tenant: more would be no order but a mess. */
    static final int MOST = 10;

    private final StageRepository stages;
    private final List<StageUse> uses;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StageAdmin(
            StageRepository stages,
            List<StageUse> uses,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.stages = stages;
        this.uses = List.copyOf(uses);
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** The new stage comes last. */
    @Transactional
    public StageView add(UUID tenantId, String actor, String key, String name, boolean needsSecondPerson) {
        List<StageView> known =
                stages.lockAll(tenantId).stream().map(Stage::view).toList();
        if (known.stream().anyMatch(stage -> stage.key().equals(key))) {
            throw ProblemException.conflict(
                    "stage.key-taken", "There is a stage '" + key + "' already; choose another key.");
        }
        if (known.size() >= MOST) {
            throw ProblemException.conflict(
                    "stage.too-many", "A tenant has at most " + MOST + " stages. Remove one that is not used.");
        }
        int last = known.stream().mapToInt(StageView::position).max().orElse(0);
        audit.record(tenantId, actor, "stage.add", key, needsSecondPerson ? name + ", protected" : name);
        return stages.save(new Stage(tenantId, key, name.strip(), last + 1, needsSecondPerson, clock.instant()))
                .view();
    }

    /** Changes what is given. */
    @Transactional
    public StageView change(
            UUID tenantId,
            String actor,
            String key,
            @Nullable String name,
            @Nullable Boolean needsSecondPerson,
            @Nullable Boolean byDefault) {
        List<Stage> all = stages.lockAll(tenantId);
        Stage stage = find(all, key);
        if (name != null && !name.strip().equals(stage.view().name())) {
            audit.record(tenantId, actor, "stage.rename", key, stage.view().name() + " → " + name.strip());
            stage.rename(name.strip());
        }
        if (needsSecondPerson != null && needsSecondPerson != stage.view().needsSecondPerson()) {
            protect(tenantId, actor, stage, needsSecondPerson);
        }
        if (byDefault != null && byDefault != stage.view().byDefault()) {
            makeDefault(tenantId, actor, all, stage, byDefault);
        }
        return stages.save(stage).view();
    }

    /** Refused while anything lives on it, with what that is. What ran on it stays to be looked at. */
    @Transactional
    public void remove(UUID tenantId, String actor, String key) {
        Stage stage = find(stages.lockAll(tenantId), key);
        if (stage.view().byDefault()) {
            throw ProblemException.conflict(
                    "stage.default", "This is the default stage. Make another one the default, then remove this one.");
        }
        List<String> living = uses.stream()
                .flatMap(use -> use.livesOn(tenantId, stage.view().id()).stream())
                .sorted(Comparator.naturalOrder())
                .toList();
        if (!living.isEmpty()) {
            throw ProblemException.conflict(
                    "stage.in-use", "The stage cannot be removed while it has " + String.join(", ", living) + ".");
        }
        stage.remove(clock.instant());
        stages.save(stage);
        audit.record(tenantId, actor, "stage.remove", key, stage.view().name());
        events.publishEvent(new StageRemoved(tenantId, stage.view().id()));
    }

    private void protect(UUID tenantId, String actor, Stage stage, boolean needsSecondPerson) {
        if (needsSecondPerson && stage.view().byDefault()) {
            throw ProblemException.conflict(
                    "stage.default-protected",
                    "Drafts are published on the default stage at once, so it cannot be protected. Make another stage the default first.");
        }
        stage.protect(needsSecondPerson);
        audit.record(
                tenantId,
                actor,
                needsSecondPerson ? "stage.protect" : "stage.unprotect",
                stage.view().key(),
                "");
    }

    private void makeDefault(UUID tenantId, String actor, List<Stage> all, Stage stage, boolean byDefault) {
        if (!byDefault) {
            throw ProblemException.conflict(
                    "stage.default", "There is always a default stage. Make another one the default instead.");
        }
        if (stage.view().needsSecondPerson()) {
            throw ProblemException.conflict(
                    "stage.default-protected",
                    "Drafts are published on the default stage at once, so a protected one cannot be it.");
        }
        for (Stage other : all) {
            if (other.view().byDefault()) {
                other.byDefault(false);
                stages.saveAndFlush(other);
            }
        }
        stage.byDefault(true);
        audit.record(tenantId, actor, "stage.default", stage.view().key(), "");
    }

    private static Stage find(List<Stage> all, String key) {
        return all.stream()
                .filter(stage -> stage.view().key().equals(key))
                .findFirst()
                .orElseThrow(Stages::unknown);
    }
}
