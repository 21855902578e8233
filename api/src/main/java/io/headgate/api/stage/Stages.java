package io.headgate.api.stage;

import io.headgate.api.platform.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The stages of the bound tenant. */
@Service
public class Stages {

    private final StageRepository stages;

    Stages(StageRepository stages) {
        this.stages = stages;
    }

    /** The stage that whoever names none means. */
    @Transactional(readOnly = true)
    public StageView defaultOf(UUID tenantId) {
        return stages.defaultOf(tenantId).orElseThrow().view();
    }

    /**
     * A stage in use.
     *
     * @param key null for the default one
     */
    @Transactional(readOnly = true)
    public StageView get(UUID tenantId, @Nullable String key) {
        return key == null ? defaultOf(tenantId) : find(tenantId, key).view();
    }

    /** A stage, one that was removed included. */
    @Transactional(readOnly = true)
    public StageView byId(UUID stageId) {
        return stages.findById(stageId).orElseThrow(Stages::unknown).view();
    }

    /** The stages in use, in their order. */
    @Transactional(readOnly = true)
    public List<StageView> all(UUID tenantId) {
        return stages.allInUse(tenantId).stream().map(Stage::view).toList();
    }

    /**
     * A stage in use that stays as it is until the transaction ends: for whoever puts something on it.
     *
     * @param key null for the default one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public StageView hold(UUID tenantId, @Nullable String key) {
        StageView held = stages.hold(get(tenantId, key).id())
                .orElseThrow(Stages::unknown)
                .view();
        if (held.removedAt() != null) {
            throw unknown();
        }
        return held;
    }

    /**
     * A stage in use on which nobody puts anything until the transaction ends: for whoever takes something off it.
     *
     * @param key null for the default one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public StageView holdAlone(UUID tenantId, @Nullable String key) {
        stages.lockAll(tenantId);
        return get(tenantId, key);
    }

    /** Lets components of a stage run in an account, which the caller has looked at. */
    @Transactional(propagation = Propagation.MANDATORY)
    public StageView computeOn(UUID tenantId, String key, @Nullable UUID accountId, @Nullable String clusterId) {
        stages.lockAll(tenantId);
        Stage stage = find(tenantId, key);
        stage.computeOn(accountId, clusterId);
        return stages.save(stage).view();
    }

    private Stage find(UUID tenantId, String key) {
        return stages.inUse(tenantId, key).orElseThrow(Stages::unknown);
    }

    static ProblemException unknown() {
        return ProblemException.notFound("stage.unknown", "There is no such stage.");
    }
}
