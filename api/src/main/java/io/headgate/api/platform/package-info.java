/** What every feature stands on: problem details, ids, clock, hosts and trace ids. Depends on nothing. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.headgate.api.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
