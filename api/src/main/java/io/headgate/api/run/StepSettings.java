package io.headgate.api.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How steps are watched and stopped.
 *
 * @param sweepInterval time between two looks at a cluster; ListSteps refills by 0.5 a second (EMR service quotas)
 * @param lookupMargin how long past the call's timeout a lost submission is looked for before it is sent again
 * @param stopGrace how long an interrupted step may take before its process is killed
 * @param stopLimit after which a stop is reported as incomplete
 */
@ConfigurationProperties("headgate.steps")
record StepSettings(Duration sweepInterval, Duration lookupMargin, Duration stopGrace, Duration stopLimit) {}
