/** Processes: the draft that authors edit and the versions that never change. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy", "audit", "stage", "account", "catalog", "live"})
@NullMarked
package io.headgate.api.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
