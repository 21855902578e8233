package io.headgate.api.arrival;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How queues are read.
 *
 * @param patience how long a look waits for a first message; half of what a call to AWS may take at most
 * @param pause from a look that found nothing to the next one
 * @param trouble from a look that was refused to the next one
 * @param waiting how many looks of this instance may wait at the same time; others look without waiting, so that quiet
 *     queues do not keep the loop from other work
 */
@Validated
@ConfigurationProperties("headgate.arrivals")
record ArrivalSettings(
        @DefaultValue("4s") Duration patience,
        @DefaultValue("2s") Duration pause,
        @DefaultValue("1m") Duration trouble,
        @DefaultValue("4") @Min(0) @Max(10) int waiting) {}
