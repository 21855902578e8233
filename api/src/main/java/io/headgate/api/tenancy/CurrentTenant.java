package io.headgate.api.tenancy;

import java.util.UUID;

/**
 * The tenant of a request's path, as a controller's parameter: the caller is a member, and the tenant is bound to every
 * transaction of the request.
 *
 * @param id the tenant
 * @param key its key in paths
 * @param role what the caller may do in it
 * @param actor the caller's user name, for the audit trail
 */
public record CurrentTenant(UUID id, String key, Role role, String actor) {}
