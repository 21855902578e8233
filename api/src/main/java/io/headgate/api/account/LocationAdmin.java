package io.headgate.api.account;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adding, changing and removing the locations of the bound tenant's stages. */
@Service
class LocationAdmin {

    /** Most users of a location that are told; who has more is not helped by a longer list. */
    static final int MOST_USERS = 50;

    private static final int NAMED = 5;

    /** What a key means: a place, with what may be done there. */
    record Meaning(String name, String bucket, String prefix, LocationAccess access, Classification classification) {

        private String words() {
            return bucket + "/" + prefix + ", " + access.label() + ", " + classification.label();
        }
    }

    private final LocationRepository locations;
    private final Stages stages;
    private final List<LocationUse> uses;
    private final AuditTrail audit;
    private final Clock clock;

    LocationAdmin(LocationRepository locations, Stages stages, List<LocationUse> uses, AuditTrail audit, Clock clock) {
        this.locations = locations;
        this.stages = stages;
        this.uses = List.copyOf(uses);
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public LocationView add(UUID tenantId, String actor, @Nullable String stageKey, String key, Meaning meaning) {
        StageView stage = stages.hold(tenantId, stageKey);
        if (locations.existsByStageIdAndKey(stage.id(), key)) {
            throw ProblemException.conflict("location.key-taken", "There is a location '" + key + "' already.");
        }
        audit.record(tenantId, actor, "location.add", key, meaning.words() + " on " + stage.key());
        return locations
                .save(new Location(tenantId, stage.id(), key, meaning, clock.instant()))
                .view();
    }

    /** The key means this from now on: what starts after it reads and writes there, in runs under way as well. */
    @Transactional
    public LocationView change(UUID tenantId, String actor, @Nullable String stageKey, String key, Meaning meaning) {
        StageView stage = stages.holdAlone(tenantId, stageKey);
        Location location = find(stage, key);
        Meaning before = location.meaning();
        if (!before.equals(meaning)) {
            location.means(meaning);
            audit.record(
                    tenantId,
                    actor,
                    "location.change",
                    key,
                    before.words() + " → " + meaning.words() + " on " + stage.key());
        }
        return locations.save(location).view();
    }

    /** Refused while a process needs it; the answer names those that do. The data that lies there stays. */
    @Transactional
    public void remove(UUID tenantId, String actor, @Nullable String stageKey, String key) {
        StageView stage = stages.holdAlone(tenantId, stageKey);
        Location location = find(stage, key);
        List<LocationUse.User> users = users(stage, key);
        if (!users.isEmpty()) {
            List<String> names =
                    users.stream().map(LocationUse.User::name).distinct().toList();
            String named =
                    names.stream().limit(NAMED).map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
            throw ProblemException.conflict(
                    "location.in-use",
                    "The location '" + key + "' cannot be removed while processes need it on the stage " + stage.name()
                            + ": " + named + (names.size() > NAMED ? " and others" : "")
                            + ". Publish versions of them that do not name it, or take them out of use there.");
        }
        locations.delete(location);
        audit.record(tenantId, actor, "location.remove", key, location.meaning().words() + " on " + stage.key());
    }

    /** The processes that need a location, by name; at most {@value #MOST_USERS} of each kind. */
    @Transactional(readOnly = true)
    public List<LocationUse.User> users(UUID tenantId, @Nullable String stageKey, String key) {
        StageView stage = stages.get(tenantId, stageKey);
        find(stage, key);
        return users(stage, key);
    }

    private List<LocationUse.User> users(StageView stage, String key) {
        return uses.stream()
                .flatMap(use -> use.usersOf(stage.id(), key, MOST_USERS).stream())
                .sorted(Comparator.comparing(LocationUse.User::name).thenComparing(LocationUse.User::kind))
                .toList();
    }

    private Location find(StageView stage, String key) {
        return locations
                .findByStageIdAndKey(stage.id(), key)
                .orElseThrow(
                        () -> ProblemException.notFound("location.unknown", "There is no location '" + key + "'."));
    }
}
