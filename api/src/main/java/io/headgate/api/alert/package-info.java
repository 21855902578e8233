/** Alerts: what went wrong, grouped by its cause, and who is told of it, durably. */
@ApplicationModule(
        allowedDependencies = {"platform", "tenancy", "audit", "work", "live", "stage", "process", "schedule", "run"})
@NullMarked
package io.headgate.api.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
