package io.headgate.api.tenancy;

import io.headgate.api.audit.AuditTrail;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a tenant decides for itself. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/settings")
@Tag(name = "tenants")
class TenantSettingsController {

    /**
     * A tenant's settings.
     *
     * @param samplesAllowed whether authors may try components on samples of rows
     */
    record TenantSettings(boolean samplesAllowed) {}

    /**
     * What to change.
     *
     * @param samplesAllowed whether authors may try components on samples of rows
     */
    record TenantSettingsChange(@NotNull Boolean samplesAllowed) {}

    private final Tenants tenants;
    private final AuditTrail audit;

    TenantSettingsController(Tenants tenants, AuditTrail audit) {
        this.tenants = tenants;
        this.audit = audit;
    }

    /** What the tenant has decided for itself. */
    @GetMapping
    public TenantSettings settings(CurrentTenant tenant) {
        return new TenantSettings(tenants.get(tenant.id()).samplesAllowed());
    }

    /**
     * Allows trials on samples of rows, or switches them off. Once they are off no trial begins, and no sample is shown
     * any more.
     */
    @PatchMapping
    @Requires(Role.TENANT_ADMIN)
    @Transactional
    public TenantSettings changeSettings(CurrentTenant tenant, @Valid @RequestBody TenantSettingsChange body) {
        boolean allowed = body.samplesAllowed();
        audit.record(tenant.id(), tenant.actor(), "tenant.samples", tenant.key(), allowed ? "allowed" : "switched off");
        return new TenantSettings(tenants.allowSamples(tenant.id(), allowed).samplesAllowed());
    }
}
