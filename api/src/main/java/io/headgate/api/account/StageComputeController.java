package io.headgate.api.account;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the components of a stage run. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/stages/{stage}/compute")
@Tag(name = "stages")
class StageComputeController {

    /**
     * A stage's compute target.
     *
     * @param account id of a registered account; null for none, which on the default stage means the tenant's first one
     * @param cluster a cluster of its own in that account; null for the account's
     */
    record StageCompute(
            @Nullable UUID account,
            @Nullable @Pattern(regexp = "j-[A-Z0-9]{1,40}") String cluster) {}

    private final Accounts accounts;
    private final Stages stages;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;

    StageComputeController(Accounts accounts, Stages stages, AuditTrail audit, TransactionTemplate transactions) {
        this.accounts = accounts;
        this.stages = stages;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * A cluster of its own is tried before it is taken. Steps that wait follow the stage to its new cluster.
     *
     * @param stage key of the stage
     */
    @PutMapping
    @Requires(Role.TENANT_ADMIN)
    StageCompute set(CurrentTenant tenant, @PathVariable String stage, @Valid @RequestBody StageCompute body) {
        stages.get(tenant.id(), stage);
        refuseIfUnfit(body);
        return Objects.requireNonNull(transactions.execute(status -> {
            StageView changed = stages.computeOn(tenant.id(), stage, body.account(), body.cluster());
            audit.record(
                    tenant.id(),
                    tenant.actor(),
                    "stage.compute",
                    stage,
                    body.account() == null
                            ? "none"
                            : body.account() + (body.cluster() == null ? "" : " " + body.cluster()));
            return new StageCompute(changed.accountId(), changed.clusterId());
        }));
    }

    private void refuseIfUnfit(StageCompute body) {
        UUID account = body.account();
        if (account == null) {
            if (body.cluster() != null) {
                throw unfit("stage.cluster-alone", "/account", "A cluster needs its account.", "Name both.");
            }
            return;
        }
        if (accounts.computeTargetOf(account).isEmpty()) {
            throw unfit(
                    "account.unknown",
                    "/account",
                    "There is no such account.",
                    "Name the id of a registered account of this tenant.");
        }
        if (body.cluster() != null) {
            Preflight.Check check = accounts.checkCluster(account, body.cluster());
            if (!check.ok()) {
                throw unfit(String.valueOf(check.code()), "/cluster", check.sentence(), check.remedy());
            }
        }
    }

    private static ProblemException unfit(String code, String pointer, String message, @Nullable String remedy) {
        return ProblemException.invalid(
                "stage.compute",
                "Components cannot run there.",
                List.of(new FieldProblem(code, pointer, message, remedy)));
    }
}
