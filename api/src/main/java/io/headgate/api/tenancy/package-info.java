/** Tenants, users, members and roles; who calls, and which tenant a request and a transaction are bound to. */
@ApplicationModule(allowedDependencies = {"platform", "audit"})
@NullMarked
package io.headgate.api.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
