/** Who did what: an append-only trail of each tenant. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package io.headgate.api.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
