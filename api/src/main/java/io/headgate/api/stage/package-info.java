/** Stages of a tenant, such as development and production: where a version runs, and who may put it there. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy", "audit"})
@NullMarked
package io.headgate.api.stage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
