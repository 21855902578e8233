package io.headgate.api.alert;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How alerts are sent.
 *
 * @param keys seals URLs and keys of channels: {@code id:base64} of 32 bytes, separated by commas; the first one seals, all open.
 *     There is none by default, and without one no such channel can be made
 * @param gather how long the first message of an incident waits for more of the same cause
 * @param window after how long a quiet one is over (acknowledged), or told again (not acknowledged)
 * @param watch how often runs and dates are looked at that have not ended
 * @param retry delay before the second try of a delivery; the third waits four times as long, and so on, an hour at most
 * @param mostPerHour tries of a tenant in an hour
 * @param allowLocal whether a message may go to this machine, and without TLS: in the profile {@code local} only
 */
@Validated
@ConfigurationProperties("headgate.alerts")
record AlertSettings(
        @DefaultValue("") String keys,
        @DefaultValue("20s") Duration gather,
        @DefaultValue("1h") Duration window,
        @DefaultValue("20s") Duration watch,
        @DefaultValue("10s") Duration retry,
        @DefaultValue("120") @Min(1) @Max(10000) int mostPerHour,
        @DefaultValue("false") boolean allowLocal,
        @DefaultValue Mail mail) {

    /** How the mail server is spoken to. */
    public enum Tls {
        /** STARTTLS, required. */
        STARTTLS,
        /** TLS from the first byte. */
        IMPLICIT,
        /** None: in the profile {@code local} only. */
        NONE
    }

    /**
     * The mail server.
     *
     * @param host empty when there is none; then nothing is sent by e-mail, and each such delivery says so
     * @param from sender's address
     */
    record Mail(
            @DefaultValue("") String host,
            @DefaultValue("587") @Min(1) @Max(65535) int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("STARTTLS") Tls tls,
            @DefaultValue("headgate@localhost") String from) {

        /** The password is in no log. */
        @Override
        public String toString() {
            return "Mail[" + host + ":" + port + ", " + tls + "]";
        }
    }

    /** The keys are in no log. */
    @Override
    public String toString() {
        return "AlertSettings[" + mail + "]";
    }
}
