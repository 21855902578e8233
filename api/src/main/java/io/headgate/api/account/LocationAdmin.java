package io.headgate.api.account;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import java.time.Clock;
import java.util.ArrayList;
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

    /**
     * The key means this from now on: what starts after it reads and writes there, in runs under way as well. Refused if it takes
     * away what a process needs.
     */
    @Transactional
    public LocationView change(UUID tenantId, String actor, @Nullable String stageKey, String key, Meaning meaning) {
        StageView stage = stages.holdAlone(tenantId, stageKey);
        Location location = find(stage, key);
        Meaning before = location.meaning();
        if (meaning.access() != before.access()) {
            List<LocationUse.User> lacking = users(stage, key).stream()
                    .filter(user -> user.lacks(meaning.access()))
                    .toList();
            refuse(
                    lacking,
                    "location.access-needed",
                    "The location '" + key + "' cannot be for "
                            + meaning.access().label() + " alone while processes need more of it on the stage ",
                    stage);
        }
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
        refuse(
                users(stage, key),
                "location.in-use",
                "The location '" + key + "' cannot be removed while processes need it on the stage ",
                stage);
        locations.delete(location);
        audit.record(tenantId, actor, "location.remove", key, location.meaning().words() + " on " + stage.key());
    }

    /** The processes that need a location, by name. */
    @Transactional(readOnly = true)
    public List<LocationUse.User> users(UUID tenantId, @Nullable String stageKey, String key) {
        StageView stage = stages.get(tenantId, stageKey);
        find(stage, key);
        return users(stage, key);
    }

    private List<LocationUse.User> users(StageView stage, String key) {
        return uses.stream()
                .flatMap(use -> use.usersOf(stage.id(), key).stream())
                .sorted(Comparator.comparing(LocationUse.User::name).thenComparing(LocationUse.User::kind))
                .toList();
    }

    private static void refuse(List<LocationUse.User> users, String code, String sentence, StageView stage) {
        if (users.isEmpty()) {
            return;
        }
        List<String> remedies = new ArrayList<>();
        if (users.stream().anyMatch(user -> user.kind() == LocationUse.Kind.PUBLISHED)) {
            remedies.add(
                    "publish versions that do without, or take the processes out of use there, and let their runs end");
        }
        if (users.stream().anyMatch(user -> user.kind() == LocationUse.Kind.WATCHED)) {
            remedies.add("end that files which arrive there start a process");
        }
        throw ProblemException.conflict(
                code,
                sentence + stage.name() + ": " + named(users) + ". To change that, " + String.join("; and ", remedies)
                        + ".");
    }

    private static String named(List<LocationUse.User> users) {
        List<String> names =
                users.stream().map(LocationUse.User::name).distinct().toList();
        String first =
                names.stream().limit(NAMED).map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }

    private Location find(StageView stage, String key) {
        return locations
                .findByStageIdAndKey(stage.id(), key)
                .orElseThrow(
                        () -> ProblemException.notFound("location.unknown", "There is no location '" + key + "'."));
    }
}
