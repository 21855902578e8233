/** A tenant's AWS accounts, compute targets and locations, checked before they are accepted. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy", "audit", "stage"})
@NullMarked
package io.headgate.api.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
