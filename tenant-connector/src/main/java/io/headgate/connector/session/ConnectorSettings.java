package io.headgate.connector.session;

import java.time.Duration;

/**
 * How the connector calls AWS. Endpoint and credentials come from the SDK's own default chain.
 *
 * @param controlRegion Region of the STS endpoint that AssumeRole is sent to
 * @param callTimeout longest time one call may take, its retries included
 * @param sessionDuration length of an assumed session; a chained role is capped at one hour by STS
 * @param idleEviction clients that were not used for so long are closed
 * @param pathStyleBuckets whether buckets are addressed in the path, as endpoints without wildcard DNS need it
 */
public record ConnectorSettings(
        String controlRegion,
        Duration callTimeout,
        Duration sessionDuration,
        Duration idleEviction,
        boolean pathStyleBuckets) {}
