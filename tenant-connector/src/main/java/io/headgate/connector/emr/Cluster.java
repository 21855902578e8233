package io.headgate.connector.emr;

import io.headgate.connector.session.TenantRole;

/** A cluster in a tenant's account, with the role that reaches it. */
public record Cluster(TenantRole role, String clusterId) {}
