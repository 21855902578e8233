package io.headgate.api.retention;

import io.headgate.api.platform.Page;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long a tenant keeps runs that have ended, and the files into which they go. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/retention")
@Tag(name = "retention")
class RetentionController {

    /**
     * How long ended runs are kept.
     *
     * @param days from 30 to 3,650; for ever when left out
     */
    record NewRetention(@Nullable Integer days) {}

    private final Retentions retentions;
    private final Exports exports;

    RetentionController(Retentions retentions, Exports exports) {
        this.retentions = retentions;
        this.exports = exports;
    }

    /** How long ended runs are kept, what is due to be removed, and what keeps it from that. */
    @GetMapping
    RetentionView retention(CurrentTenant tenant) {
        return retentions.get(tenant.id());
    }

    /** Sets how long ended runs are kept; what is due then begins to leave at once. */
    @PutMapping
    @Requires(Role.TENANT_ADMIN)
    RetentionView changeRetention(CurrentTenant tenant, @RequestBody NewRetention body) {
        return retentions.set(tenant, body.days());
    }

    /**
     * What would be removed at once if ended runs were kept for so long.
     *
     * @param days from 30 to 3,650
     */
    @GetMapping("/preview")
    @Requires(Role.TENANT_ADMIN)
    RetentionView.RunsDue previewRetention(CurrentTenant tenant, @RequestParam int days) {
        return retentions.preview(tenant.id(), days);
    }

    /** The files that ended runs were written into, newest first. */
    @GetMapping("/exports")
    Page<ExportView> historyExports(
            CurrentTenant tenant,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        return exports.page(page, size);
    }
}
