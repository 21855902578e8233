package io.headgate.api.publication;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How what is live is looked after.
 *
 * @param interval time between two looks; what is missing in two of them is withdrawn
 */
@ConfigurationProperties("headgate.publication-watch")
record WatchSettings(Duration interval) {}
