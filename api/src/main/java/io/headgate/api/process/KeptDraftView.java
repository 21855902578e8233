package io.headgate.api.process;

import java.time.Instant;
import java.util.UUID;

/**
 * A draft that was replaced and can be had back.
 *
 * @param savedBy who had saved it last
 * @param savedAt when that was
 * @param keptBy who replaced it
 * @param keptAt when that was
 * @param reason what replaced it, in a sentence
 */
record KeptDraftView(UUID id, String savedBy, Instant savedAt, String keptBy, Instant keptAt, String reason) {}
