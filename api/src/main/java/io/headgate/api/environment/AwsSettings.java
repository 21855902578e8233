package io.headgate.api.environment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the control plane calls AWS; credentials and endpoint come from the SDK's default chain.
 *
 * @param region Region of the control plane
 * @param pathStyleBuckets whether buckets are addressed in the path, for endpoints without wildcard DNS
 * @param hostPrefix whether the SDK may put {@code env.} or {@code api.} before MWAA's host
 * @param callTimeout longest time of one call with its retries
 */
@ConfigurationProperties("headgate.aws")
public record AwsSettings(String region, boolean pathStyleBuckets, boolean hostPrefix, Duration callTimeout) {}
