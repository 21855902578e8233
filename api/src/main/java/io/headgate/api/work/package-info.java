/** Work that falls due: a durable queue with leases, shared by all instances, each item handled with its tenant bound. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy"})
@NullMarked
package io.headgate.api.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
