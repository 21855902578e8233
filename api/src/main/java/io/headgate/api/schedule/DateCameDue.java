package io.headgate.api.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A date of the ledger is to be run; published within the transaction that writes the date.
 *
 * @param businessDate the due date's day in the schedule's zone
 * @param notBefore when the run may start, if that is later than the date itself
 */
public record DateCameDue(
        UUID tenantId,
        UUID processId,
        UUID stageId,
        Instant dueAt,
        LocalDate businessDate,
        @Nullable Instant notBefore) {}
