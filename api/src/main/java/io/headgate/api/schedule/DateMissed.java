package io.headgate.api.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A date of the ledger was passed over because it came due while nobody could run it; published within the transaction that
 * writes the date.
 */
public record DateMissed(UUID tenantId, UUID processId, UUID stageId, Instant dueAt, LocalDate businessDate) {}
