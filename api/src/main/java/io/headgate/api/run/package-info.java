/** Runs: admission, the callbacks of Airflow, submission, watching, stop, settling. The one writer of run state. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "tenancy",
            "audit",
            "work",
            "live",
            "catalog",
            "stage",
            "process",
            "schedule",
            "publication",
            "environment",
            "account"
        })
@NullMarked
package io.headgate.api.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
