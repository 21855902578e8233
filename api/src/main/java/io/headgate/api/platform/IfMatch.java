package io.headgate.api.platform;

import org.jspecify.annotations.Nullable;

/** The header If-Match (RFC 9110): what a caller has seen, and would not have changed unseen. */
public final class IfMatch {

    private IfMatch() {}

    /** The ETag that the caller names, without its quotes; null when anything may stand there. */
    public static @Nullable String etag(@Nullable String header) {
        return header == null || "*".equals(header) ? null : header.replace("\"", "");
    }
}
