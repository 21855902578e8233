package io.headgate.api.platform;

import java.net.URI;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What Headgate knows of its own place.
 *
 * @param publicUrl address under which Airflow reaches the callbacks
 * @param allowedHosts what requests may carry in their Host header, each a name for any port or {@code name:port}
 */
@Validated
@ConfigurationProperties("headgate")
public record HeadgateProperties(URI publicUrl, Set<String> allowedHosts) {

    public HeadgateProperties {
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
