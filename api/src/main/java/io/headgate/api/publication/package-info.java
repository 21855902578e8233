/** A version on its way into Airflow: rendered, uploaded, ready, live, retired. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "tenancy",
            "audit",
            "work",
            "live",
            "stage",
            "process",
            "account",
            "environment"
        })
@NullMarked
package io.headgate.api.publication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
