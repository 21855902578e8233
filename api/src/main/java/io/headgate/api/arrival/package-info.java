/** Runs that begin when files arrive: what S3 tells, who watches for it, and what became of each file. */
@ApplicationModule(
        allowedDependencies = {"platform", "tenancy", "audit", "work", "stage", "account", "process", "run", "trigger"})
@NullMarked
package io.headgate.api.arrival;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
