package io.headgate.api.arrival;

import io.headgate.api.account.LocationAccess;
import io.headgate.api.account.LocationFiles;
import io.headgate.api.account.LocationView;
import io.headgate.api.account.Locations;
import io.headgate.api.arrival.ArrivalsView.MatchView;
import io.headgate.api.arrival.ArrivalsView.MatchesView;
import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which processes of the bound tenant start when files arrive. */
@Service
class Watches {

    private static final int MOST = 20;
    private static final int SHOWN = 20;

    /** What somebody wants to be watched for; the stage is the default one when it is null. */
    record Wanted(@Nullable String stage, String location, String pattern, Gather gather, int minutes) {}

    private final WatchStore store;
    private final Processes processes;
    private final Stages stages;
    private final Locations locations;
    private final LocationFiles files;
    private final AuditTrail audit;
    private final Clock clock;

    Watches(
            WatchStore store,
            Processes processes,
            Stages stages,
            Locations locations,
            LocationFiles files,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.processes = processes;
        this.stages = stages;
        this.locations = locations;
        this.files = files;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public void add(UUID tenantId, String key, Wanted wanted, String actor) {
        ProcessView process = processes.lockInUse(tenantId, key);
        StageView stage = stages.hold(tenantId, wanted.stage());
        refuseUnreadable(stage, wanted.location());
        pattern(wanted.pattern());
        if ((wanted.gather() == Gather.EACH) != (wanted.minutes() == 0)) {
            throw refused(
                    "watch.minutes", "/minutes", "Files are gathered for some minutes, or each starts a run at once.");
        }
        if (store.of(process.id()).size() >= MOST) {
            throw ProblemException.conflict(
                    "watch.too-many", "A process watches for " + MOST + " patterns at most. Remove one first.");
        }
        Watch watch = new Watch(
                UUID.randomUUID(),
                process.id(),
                stage.id(),
                wanted.location(),
                wanted.pattern(),
                wanted.gather(),
                wanted.minutes(),
                actor,
                clock.instant());
        if (!store.add(tenantId, watch)) {
            throw ProblemException.conflict(
                    "watch.there", "The process watches for these files already. Remove that first to change it.");
        }
        audit.record(
                tenantId, actor, "watch.set", key, wanted.location() + "/" + wanted.pattern() + " on " + stage.key());
    }

    @Transactional
    public void remove(UUID tenantId, String key, UUID watch, String actor) {
        UUID process = processes.get(tenantId, key).id();
        if (store.remove(process, watch, clock.instant())) {
            audit.record(tenantId, actor, "watch.remove", key, watch.toString());
        }
    }

    /** The files at a location that fit a pattern now. Calls AWS, so there is no transaction. */
    MatchesView matches(UUID tenantId, @Nullable String stageKey, String location, String text) {
        FilePattern pattern = pattern(text);
        UUID stage = stages.get(tenantId, stageKey).id();
        LocationFiles.FoundPaths found = files.below(tenantId, stage, location, pattern.begin());
        List<MatchView> fitting = found.paths().stream()
                .flatMap(path ->
                        pattern
                                .match(path)
                                .map(values -> new MatchView(path, values.date(), values.parameters()))
                                .stream())
                .toList();
        return new MatchesView(fitting.stream().limit(SHOWN).toList(), fitting.size(), found.all());
    }

    private void refuseUnreadable(StageView stage, String key) {
        LocationView location = locations
                .find(stage.id(), key)
                .orElseThrow(
                        () -> ProblemException.notFound("location.unknown", "There is no location '" + key + "'."));
        if (location.access() == LocationAccess.WRITE) {
            throw ProblemException.conflict(
                    "location.not-for-read",
                    "The location '" + key + "' may not be read. Choose one that may, or have its access changed.");
        }
    }

    private static FilePattern pattern(String text) {
        return switch (FilePattern.read(text)) {
            case FilePattern.Reading.Good good -> good.pattern();
            case FilePattern.Reading.Bad bad -> throw refused("watch.pattern", "/pattern", bad.sentence());
        };
    }

    private static ProblemException refused(String code, String pointer, String sentence) {
        return ProblemException.invalid(
                code,
                "Files cannot be watched for like this.",
                List.of(new FieldProblem(code, pointer, sentence, null)));
    }
}
