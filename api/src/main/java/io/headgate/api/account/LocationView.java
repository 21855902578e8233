package io.headgate.api.account;

import java.time.Instant;

/** A location as other features and the API show it. */
public record LocationView(
        String key,
        String name,
        String bucket,
        String prefix,
        LocationAccess access,
        Classification classification,
        Instant createdAt) {

    /** Address of the location, ending in a slash. */
    public String uri() {
        String below = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        return "s3://" + bucket + "/" + below;
    }
}
