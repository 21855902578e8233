package io.headgate.api.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How runs leave.
 *
 * @param batch most runs of one file, which are removed in one transaction
 * @param batchBytes most bytes of their results together; a run with more is a batch by itself
 * @param interval from one look at a tenant to the next one
 * @param pause from one batch of a stage to the next one, in which other work has the database
 * @param trouble from a batch that could not be written to the next try
 */
@Validated
@ConfigurationProperties("headgate.retention")
record RetentionSettings(
        @DefaultValue("500") @Min(1) @Max(5000) int batch,

        @DefaultValue("16000000") @Min(1) long batchBytes,

        @DefaultValue("24h") Duration interval,

        @DefaultValue("1s") Duration pause,

        @DefaultValue("10m") Duration trouble) {}
