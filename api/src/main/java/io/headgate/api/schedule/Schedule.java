package io.headgate.api.schedule;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/** When a process runs by itself on a stage. The watermark is the last instant up to which the ledger is complete. */
@Entity
class Schedule {

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID processId;
    private UUID stageId;
    private String cron;
    private String zone;
    private boolean paused;

    @Enumerated(EnumType.STRING)
    private MissedDates missedDates;

    private Instant watermark;
    private String updatedBy;
    private Instant updatedAt;

    protected Schedule() {}

    Schedule(
            UUID tenantId,
            UUID processId,
            UUID stageId,
            CronSchedule times,
            boolean paused,
            MissedDates missedDates,
            String actor,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.processId = processId;
        this.stageId = stageId;
        this.cron = times.cron();
        this.zone = times.zone().getId();
        this.paused = paused;
        this.missedDates = missedDates;
        this.watermark = now;
        this.updatedBy = actor;
        this.updatedAt = now;
    }

    /** Sets the schedule anew. Dates before now are not due by it. */
    void change(CronSchedule times, boolean paused, MissedDates missedDates, String actor, Instant now) {
        this.cron = times.cron();
        this.zone = times.zone().getId();
        this.paused = paused;
        this.missedDates = missedDates;
        this.watermark = now;
        this.updatedBy = actor;
        this.updatedAt = now;
    }

    void pause() {
        this.paused = true;
    }

    /** Notes that all dates up to the instant are in the ledger. */
    void completeUpTo(Instant instant) {
        if (instant.isAfter(watermark)) {
            this.watermark = instant;
        }
    }

    CronSchedule times() {
        return new CronSchedule(cron, ZoneId.of(zone));
    }

    UUID processId() {
        return processId;
    }

    UUID stageId() {
        return stageId;
    }

    boolean paused() {
        return paused;
    }

    MissedDates missedDates() {
        return missedDates;
    }

    Instant watermark() {
        return watermark;
    }
}
