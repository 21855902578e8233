/** Live events: rows in commit order, a wake-up by NOTIFY, and the stream that browsers listen to. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy"})
@NullMarked
package io.headgate.api.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
