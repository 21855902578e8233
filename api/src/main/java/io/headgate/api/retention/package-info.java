/**
 * Retention: how long a tenant keeps runs that have ended. They are written into the tenant's own account before they are removed
 * here, and what stays goes on telling the truth about them.
 */
@ApplicationModule(allowedDependencies = {"platform", "tenancy", "audit", "work", "stage", "account", "run"})
@NullMarked
package io.headgate.api.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
