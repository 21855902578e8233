package io.headgate.api.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * That somebody did something.
 *
 * @param actor user name of who did it; {@code headgate} for what Headgate did by itself
 * @param action what was done, such as {@code process.publish}
 * @param subject what it was done to, mostly by its key
 * @param detail a few words more; may be empty
 */
public record AuditEntry(UUID id, Instant at, String actor, String action, String subject, String detail) {}
