/** Trials: components of a draft run on a sample of rows, without publishing. Samples pass through and are kept nowhere. */
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
            "environment",
            "account",
            "run"
        })
@NullMarked
package io.headgate.api.trial;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
