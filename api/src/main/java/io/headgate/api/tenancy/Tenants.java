package io.headgate.api.tenancy;

import io.headgate.api.platform.Ids;
import io.headgate.api.platform.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The registry of tenants. */
@Service
public class Tenants {

    private final TenantRepository tenants;
    private final Clock clock;

    Tenants(TenantRepository tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Registers a tenant. Must be called within {@link Scope#ofPlatform}.
     *
     * @param callbackToken what the tenant's DAGs will say to the callbacks; only its hash is kept
     */
    @Transactional
    public TenantView register(String key, String name, UUID environmentId, String callbackToken) {
        if (tenants.findByKey(key).isPresent()) {
            throw ProblemException.conflict(
                    "tenant.key-taken", "There is a tenant '" + key + "' already; choose another key.");
        }
        return tenants.save(new Tenant(key, name, environmentId, callbackToken, clock.instant()))
                .view();
    }

    /** The tenant that is bound. */
    @Transactional(readOnly = true)
    public TenantView get(UUID tenantId) {
        return tenants.findById(tenantId).orElseThrow(Tenants::unknown).view();
    }

    /** All tenants, by key. Must be called within {@link Scope#ofPlatform}. */
    @Transactional(readOnly = true)
    public List<TenantView> all() {
        return tenants.findAllByOrderByKey().stream().map(Tenant::view).toList();
    }

    /** The tenant whose DAGs hold this token. Must be called within {@link Scope#ofPlatform}. */
    @Transactional(readOnly = true)
    public Optional<TenantView> byCallbackToken(String token) {
        return tenants.findByCallbackHash(Ids.sha256(token)).map(Tenant::view);
    }

    /** Changes what is given of what the platform decides about a tenant. Must be called within {@link Scope#ofPlatform}. */
    @Transactional
    public TenantView change(
            String key, @Nullable Boolean suspended, @Nullable Integer runLimit, @Nullable Integer waitingLimit) {
        Tenant tenant = tenants.findByKey(key).orElseThrow(Tenants::unknown);
        if (suspended != null) {
            tenant.suspend(suspended);
        }
        if (runLimit != null) {
            tenant.limitRuns(runLimit);
        }
        if (waitingLimit != null) {
            tenant.limitWaiting(waitingLimit);
        }
        return tenants.save(tenant).view();
    }

    /** Lets authors look at samples of rows, or not. */
    @Transactional
    public TenantView allowSamples(UUID tenantId, boolean allowed) {
        Tenant tenant = tenants.findById(tenantId).orElseThrow(Tenants::unknown);
        tenant.allowSamples(allowed);
        return tenants.save(tenant).view();
    }

    static ProblemException unknown() {
        return ProblemException.notFound("tenant.unknown", "There is no such tenant, or it is not yours to see.");
    }
}
