package io.headgate.api.arrival;

import io.headgate.api.account.LocationUse;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who watches what, in the bound tenant. */
@Repository
class WatchStore {

    private static final String COLUMNS =
            "id, process_id, stage_id, location_key, pattern, gather, minutes, created_by, created_at";

    private final JdbcClient jdbc;

    WatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it is a new one: a process watches for the same thing once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(UUID tenantId, Watch watch) {
        return jdbc.sql("""
                        INSERT INTO arrival_watch (tenant_id, id, process_id, stage_id, location_key, pattern, gather, minutes,
                                                   created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (tenant_id, process_id, stage_id, location_key, pattern) WHERE removed_at IS NULL
                        DO NOTHING""")
                        .params(
                                tenantId,
                                watch.id(),
                                watch.processId(),
                                watch.stageId(),
                                watch.locationKey(),
                                watch.pattern(),
                                watch.gather().name(),
                                watch.minutes(),
                                watch.createdBy(),
                                Timestamp.from(watch.createdAt()))
                        .update()
                > 0;
    }

    /** Whether there was one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean remove(UUID process, UUID watch, Instant now) {
        return jdbc.sql(
                                "UPDATE arrival_watch SET removed_at = ? WHERE id = ? AND process_id = ? AND removed_at IS NULL")
                        .params(Timestamp.from(now), watch, process)
                        .update()
                > 0;
    }

    @Transactional(readOnly = true)
    public List<Watch> of(UUID process) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM arrival_watch WHERE process_id = ? AND removed_at IS NULL ORDER BY created_at, id")
                .param(process)
                .query(Watch.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Watch> at(UUID stage, String location) {
        return jdbc.sql(
                        "SELECT " + COLUMNS
                                + " FROM arrival_watch WHERE stage_id = ? AND location_key = ? AND removed_at IS NULL ORDER BY id")
                .params(stage, location)
                .query(Watch.class)
                .list();
    }

    /** Empty if it was removed. */
    @Transactional(readOnly = true)
    public Optional<Watch> find(UUID watch) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM arrival_watch WHERE id = ? AND removed_at IS NULL")
                .param(watch)
                .query(Watch.class)
                .optional();
    }

    /** The processes in use that start with files at a location. */
    @Transactional(readOnly = true)
    public List<LocationUse.User> processesAt(UUID stage, String location) {
        return jdbc.sql("""
                        SELECT DISTINCT p.key AS process, p.name, 'WATCHED' AS kind, true AS reads, false AS writes
                        FROM arrival_watch w JOIN process p ON p.tenant_id = w.tenant_id AND p.id = w.process_id
                        WHERE w.stage_id = ? AND w.location_key = ? AND w.removed_at IS NULL AND p.archived_at IS NULL
                        ORDER BY p.key""")
                .params(stage, location)
                .query(LocationUse.User.class)
                .list();
    }

    @Transactional(readOnly = true)
    public int countOn(UUID stage) {
        return jdbc.sql("SELECT count(*) FROM arrival_watch WHERE stage_id = ? AND removed_at IS NULL")
                .param(stage)
                .query(Integer.class)
                .single();
    }
}
