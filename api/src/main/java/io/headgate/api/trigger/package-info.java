/** Runs that begin after others: what starts when another process has succeeded. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy", "audit", "work", "process", "publication", "run"})
@NullMarked
package io.headgate.api.trigger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
