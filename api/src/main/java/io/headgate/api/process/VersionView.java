package io.headgate.api.process;

import java.time.Instant;
import java.util.UUID;

/**
 * A version without its definition.
 *
 * @param number counts up from 1 within the process
 * @param sha256 hash of the canonical definition
 */
public record VersionView(UUID id, int number, String sha256, String author, String note, Instant createdAt) {}
