package io.headgate.api.arrival;

import io.headgate.api.account.AccountQueue;
import io.headgate.api.account.LocationPath;
import io.headgate.api.account.Locations;
import io.headgate.api.work.WorkQueue;
import io.headgate.connector.queue.QueueMessage;
import io.headgate.connector.storage.S3Uri;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages of a tenant's queue into the database: each arrival once, and why each other thing counts for nothing. */
@Component
class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** How the export job names its files; only so is it known which run wrote one. */
    private static final Pattern EXPORTED = Pattern.compile("part-[0-9]{5}-(r[a-z0-9]{15})-[0-9]+[.a-z0-9]*");

    private final Locations locations;
    private final WatchStore watches;
    private final BatchStore batches;
    private final SourceStore sources;
    private final WorkQueue work;
    private final JsonMapper json;
    private final Clock clock;

    Intake(
            Locations locations,
            WatchStore watches,
            BatchStore batches,
            SourceStore sources,
            WorkQueue work,
            JsonMapper json,
            Clock clock) {
        this.locations = locations;
        this.watches = watches;
        this.batches = batches;
        this.sources = sources;
        this.work = work;
        this.json = json;
        this.clock = clock;
    }

    /** A watch that a file is for. */
    private record Hit(Watch watch, String path, FilePattern.Values values) {}

    /** Where a file lies: for whom it is, or why for nobody. */
    private record Place(List<Hit> hits, @Nullable Ignored why) {}

    /** All messages or none; only then may they be deleted. */
    @Transactional
    public void take(UUID tenantId, AccountQueue queue, List<QueueMessage> messages) {
        int files = 0;
        int duplicates = 0;
        Instant now = clock.instant();
        sources.count(tenantId, queue.accountId(), 0, 0, now);
        for (QueueMessage message : messages) {
            int position = 0;
            for (Told told : Notifications.read(message.body(), queue.arn().accountNumber())) {
                switch (told) {
                    case Told.Nothing nothing ->
                        ignore(tenantId, queue, message, position, nothing.why(), nothing.name());
                    case Told.File file -> {
                        Place place = place(tenantId, queue, file);
                        if (place.why() != null) {
                            ignore(tenantId, queue, message, position, place.why(), file.key());
                        }
                        long fresh = place.hits().stream()
                                .filter(hit -> arrive(tenantId, hit, file, now))
                                .count();
                        files += fresh > 0 ? 1 : 0;
                        duplicates += fresh == 0 && place.why() == null ? 1 : 0;
                    }
                }
                position++;
            }
        }
        sources.count(tenantId, queue.accountId(), files, duplicates, now);
    }

    private void ignore(
            UUID tenantId, AccountQueue queue, QueueMessage message, int position, Ignored why, String name) {
        String shown = ShownName.of(name);
        log.info("Message {} of {} counts for nothing: {} {}", message.id(), queue.arn(), why, shown);
        sources.ignore(tenantId, queue.accountId(), message.id(), position, why, shown, clock.instant());
    }

    private Place place(UUID tenantId, AccountQueue queue, Told.File file) {
        List<Locations.Placed> all = locations.in(tenantId, file.bucket());
        if (all.isEmpty()) {
            return new Place(List.of(), Ignored.FOREIGN_BUCKET);
        }
        if (file.bucket().equals(queue.workspace().bucket())
                && file.key().startsWith(folder(queue.workspace().key()))) {
            return new Place(List.of(), Ignored.WORKSPACE);
        }
        if (file.key().endsWith("/")) {
            return new Place(List.of(), Ignored.FOLDER);
        }
        if (LocationPath.fault(file.key()).isPresent()) {
            return new Place(List.of(), Ignored.BAD_NAME);
        }
        List<Locations.Placed> around = all.stream()
                .filter(placed -> file.key().startsWith(prefix(placed)))
                .toList();
        if (around.isEmpty()) {
            return new Place(List.of(), Ignored.OUTSIDE);
        }
        List<Locations.Placed> open = around.stream()
                .filter(placed -> !isHidden(file.key().substring(prefix(placed).length())))
                .toList();
        if (open.isEmpty()) {
            return new Place(List.of(), Ignored.HIDDEN);
        }
        List<Hit> hits = open.stream()
                .flatMap(placed ->
                        hits(placed, file.key().substring(prefix(placed).length())).stream())
                .toList();
        return hits.isEmpty() ? new Place(List.of(), Ignored.UNWATCHED) : new Place(hits, null);
    }

    /** Below its location, that is: where a location itself lies is its owner's affair. */
    private static boolean isHidden(String path) {
        return Arrays.stream(path.split("/")).anyMatch(part -> part.startsWith("_") || part.startsWith("."));
    }

    private List<Hit> hits(Locations.Placed placed, String path) {
        return watches.at(placed.stageId(), placed.location().key()).stream()
                .flatMap(watch ->
                        FilePattern.stored(watch.pattern())
                                .match(path)
                                .map(values -> new Hit(watch, path, values))
                                .stream())
                .toList();
    }

    /** Whether it is the first time that this arrival is told of. */
    private boolean arrive(UUID tenantId, Hit hit, Told.File file, Instant now) {
        if (batches.isKnown(hit.watch().id(), file.identity())) {
            return false;
        }
        BatchStore.Batch batch = batches.join(tenantId, hit.watch(), bound(hit.values()), now);
        batches.arrived(tenantId, batch, file.identity(), hit.path(), writer(hit.path()), now);
        work.put(tenantId, ArrivalRuns.KIND, batch.id().toString(), batch.dueAt());
        return true;
    }

    /** The run that wrote a file, as far as its name tells. */
    private @Nullable String writer(String path) {
        Matcher name = EXPORTED.matcher(path.substring(path.lastIndexOf('/') + 1));
        return Optional.of(name)
                .filter(Matcher::matches)
                .map(found -> batches.run(found.group(1)))
                .orElse(null);
    }

    private String bound(FilePattern.Values values) {
        TreeMap<String, Object> bound = new TreeMap<>();
        bound.put("parameters", values.parameters());
        if (values.date() != null) {
            bound.put("date", values.date().toString());
        }
        return json.writeValueAsString(bound);
    }

    private static String prefix(Locations.Placed placed) {
        return S3Uri.parse(placed.location().uri()).key();
    }

    private static String folder(String key) {
        return key.endsWith("/") ? key : key + "/";
    }
}
