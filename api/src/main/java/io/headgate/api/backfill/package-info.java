/** Backfills: runs for a span of business dates, a few at a time. */
@ApplicationModule(
        allowedDependencies = {"platform", "tenancy", "audit", "work", "live", "stage", "process", "schedule", "run"})
@NullMarked
package io.headgate.api.backfill;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
