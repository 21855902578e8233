package io.headgate.api.tenancy;

import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param csrfToken what a browser session must send along with unsafe calls
 */
public record Caller(UUID userId, String username, String displayName, boolean platformAdmin, String csrfToken) {}
