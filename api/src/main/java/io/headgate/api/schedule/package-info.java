/** Time: schedules, the ledger of due dates, the next dates. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy", "audit", "work", "stage", "process"})
@NullMarked
package io.headgate.api.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
