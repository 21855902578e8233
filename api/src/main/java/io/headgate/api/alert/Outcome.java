package io.headgate.api.alert;

/** What came of a try to deliver: its class, never the answer. */
public enum Outcome {
    SENT(true, false),
    /** The host has an address that is not public. */
    ADDRESS_REFUSED(false, false),
    /** The host's name has no address. */
    NAME_UNKNOWN(false, true),
    /** Nobody listens there, or the connection broke. */
    NOT_REACHED(false, true),
    /** The other side's certificate is not right, or it speaks no TLS. */
    TLS_FAILED(false, true),
    TOO_SLOW(false, true),
    /** It answered with a redirect, which is not followed. */
    REDIRECTED(false, false),
    /** It answered with a status that says no. */
    DECLINED(false, false),
    /** It answered with a status that may change: busy, or broken. */
    BUSY(false, true),
    /** The mail server refuses the addresses. */
    MAIL_REFUSED(false, false),
    /** The mail server does not take the message now. */
    MAIL_FAILED(false, true),
    /** This installation has no mail server. */
    NO_MAIL_SERVER(false, false),
    /** The owner has given no address. */
    NO_ADDRESS(false, false),
    /** The channel's secrets cannot be opened: their key is not configured. */
    NO_KEY(false, true),
    /** The channel was removed meanwhile. */
    NO_CHANNEL(false, false);

    private final boolean good;
    private final boolean again;

    Outcome(boolean good, boolean again) {
        this.good = good;
        this.again = again;
    }

    boolean isGood() {
        return good;
    }

    /** Whether a later try may have another outcome. */
    boolean isWorthATry() {
        return again;
    }
}
