package io.headgate.api.schedule;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    private @Nullable LocalDate startsOn;
    private @Nullable LocalDate endsOn;
    private @Nullable UUID calendarId;

    @Enumerated(EnumType.STRING)
    private HolidayRule holidayRule;

    private int staggerMinutes;
    private Instant watermark;
    private String updatedBy;
    private Instant updatedAt;

    protected Schedule() {}

    Schedule(UUID tenantId, UUID processId, UUID stageId, Terms terms, String actor, Instant now) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.processId = processId;
        this.stageId = stageId;
        change(terms, actor, now);
    }

    /** Sets the schedule anew. Dates before now are not due by it. */
    final void change(Terms terms, String actor, Instant now) {
        this.cron = terms.cron();
        this.zone = terms.times().zone().getId();
        this.paused = terms.paused();
        this.missedDates = terms.missedDates();
        this.startsOn = terms.startsOn();
        this.endsOn = terms.endsOn();
        this.calendarId = terms.calendar();
        this.holidayRule = terms.holidays();
        this.staggerMinutes = terms.staggerMinutes();
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

    Terms terms() {
        return new Terms(cron, zone, paused, missedDates, startsOn, endsOn, calendarId, holidayRule, staggerMinutes);
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

    Instant updatedAt() {
        return updatedAt;
    }

    /** By how much later than its dates the process starts. */
    Duration stagger() {
        return Stagger.of(processId, staggerMinutes);
    }

    Instant watermark() {
        return watermark;
    }
}
