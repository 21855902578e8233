package io.headgate.api.environment;

import io.headgate.api.platform.Ids;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.PlatformAdminOnly;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** Tenants, each placed on an environment where it gets the connection that its DAGs speak through. */
@RestController
@RequestMapping("/api/v1/tenants")
@Tag(name = "tenants")
class TenantController {

    /**
     * A tenant to register.
     *
     * @param key what it is named by in paths; it stays
     * @param environment name of the environment that it is placed on
     */
    record NewTenant(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,30}")
            String key,

            @NotBlank @Size(max = 200) String name,
            @NotBlank String environment) {}

    /**
     * What to change; what is left out stays.
     *
     * @param suspended whether no new runs start
     * @param runLimit most runs of the tenant that are under way at the same time
     * @param waitingLimit most runs that may wait before people are told to ask later; schedules are never refused
     */
    record TenantPatch(
            @Nullable Boolean suspended,
            @Nullable @Min(1) @Max(10_000) Integer runLimit,
            @Nullable @Min(1) @Max(100_000) Integer waitingLimit) {}

    /**
     * A tenant.
     *
     * @param principalArn who will assume the tenant's role; for its trust policy
     * @param externalId what that trust policy must ask for
     */
    record TenantAnswer(
            String key,
            String name,
            String environment,
            String externalId,
            String principalArn,
            boolean suspended,
            int runLimit,
            int waitingLimit,
            Instant createdAt) {}

    private final Tenants tenants;
    private final Environments environments;
    private final AirflowConnections connections;
    private final StsClient sts;
    private final TransactionTemplate transactions;

    TenantController(
            Tenants tenants,
            Environments environments,
            AirflowConnections connections,
            StsClient controlPlaneSts,
            TransactionTemplate transactions) {
        this.tenants = tenants;
        this.environments = environments;
        this.connections = connections;
        this.sts = controlPlaneSts;
        this.transactions = transactions;
    }

    /**
     * Registers a tenant, and writes the connection by which its DAGs reach the callbacks. Neither is kept without the
     * other. Refused if the key is taken.
     */
    @PostMapping
    @PlatformAdminOnly
    @ResponseStatus(HttpStatus.CREATED)
    TenantAnswer add(@Valid @RequestBody NewTenant body) {
        EnvironmentView environment = environments.byName(body.environment());
        String token = Ids.secret("hgc_");
        // A tenant without its connection could never be mended, so neither is kept without the other.
        TenantView tenant = Scope.ofPlatform(() -> Objects.requireNonNull(transactions.execute(status -> {
            TenantView registered = tenants.register(body.key(), body.name(), environment.id(), token);
            connect(registered, token);
            return registered;
        })));
        return answer(tenant);
    }

    /** All tenants, by key. */
    @GetMapping
    @PlatformAdminOnly
    List<TenantAnswer> list() {
        return Scope.ofPlatform(tenants::all).stream().map(this::answer).toList();
    }

    /**
     * Suspends or resumes a tenant, or changes its limits. Of a suspended tenant no new run starts; those under way go
     * on.
     *
     * @param key key of the tenant
     */
    @PatchMapping("/{tenant}")
    @PlatformAdminOnly
    TenantAnswer change(@PathVariable("tenant") String key, @Valid @RequestBody TenantPatch body) {
        return answer(
                Scope.ofPlatform(() -> tenants.change(key, body.suspended(), body.runLimit(), body.waitingLimit())));
    }

    /** The tenant, with what the trust policy of its role needs. */
    @GetMapping("/{tenant}")
    TenantAnswer get(CurrentTenant tenant) {
        return answer(tenants.get(tenant.id()));
    }

    private TenantAnswer answer(TenantView tenant) {
        return new TenantAnswer(
                tenant.key(),
                tenant.name(),
                environments.get(tenant.environmentId()).name(),
                tenant.externalId(),
                principalArn(),
                tenant.suspended(),
                tenant.runLimit(),
                tenant.waitingLimit(),
                tenant.createdAt());
    }

    private void connect(TenantView tenant, String token) {
        try {
            connections.write(tenant.connectionId(), token);
        } catch (SdkException e) {
            throw away();
        }
    }

    private String principalArn() {
        try {
            return sts.getCallerIdentity().arn();
        } catch (SdkException e) {
            throw away();
        }
    }

    private static ProblemException away() {
        return new ProblemException(
                HttpStatus.BAD_GATEWAY, "aws.away", "AWS does not answer right now; try again in a moment.");
    }
}
