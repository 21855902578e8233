/** Airflow environments, and the only code that talks to MWAA: bucket, REST API, connections. */
@ApplicationModule(allowedDependencies = {"platform", "tenancy", "audit"})
@NullMarked
package io.headgate.api.environment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
