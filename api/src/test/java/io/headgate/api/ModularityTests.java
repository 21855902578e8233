package io.headgate.api;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The arrows between the features are those that each feature's package-info allows, and there is no cycle. */
class ModularityTests {

    @Test
    void featuresDependOnlyOnWhatTheyAreAllowedTo() {
        ApplicationModules.of(HeadgateApplication.class).verify();
    }
}
