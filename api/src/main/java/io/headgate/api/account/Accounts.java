package io.headgate.api.account;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.stage.StageView;
import io.headgate.api.stage.Stages;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import io.headgate.connector.emr.Cluster;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.JobsPackage;
import io.headgate.connector.storage.S3Uri;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The AWS accounts of the bound tenant. */
@Service
public class Accounts {

    private final AwsAccountRepository accounts;
    private final Tenants tenants;
    private final Stages stages;
    private final Preflight preflight;
    private final JobsPackage jobs;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Accounts(
            AwsAccountRepository accounts,
            Tenants tenants,
            Stages stages,
            Preflight preflight,
            JobsPackage jobs,
            AuditTrail audit,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.accounts = accounts;
        this.tenants = tenants;
        this.stages = stages;
        this.preflight = preflight;
        this.jobs = jobs;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    record Registration(AwsAccount account, List<Preflight.Check> checks) {}

    /** Claims the account for the tenant, tries it, and keeps it if every check went well. */
    Registration register(
            UUID tenantId, String actor, String region, String roleArn, String clusterId, S3Uri workspace) {
        TenantView tenant = tenants.get(tenantId);
        TenantRole role = new TenantRole(tenant.key(), roleArn, region, tenant.externalId());
        refuseIfTaken(tenantId, role.accountNumber());
        refuseIfMoved(tenantId, role, workspace);
        List<Preflight.Check> checks = preflight.run(role, clusterId, workspace);
        Preflight.refuseIfFailed(checks);
        AwsAccount account = transactions.execute(status -> {
            claim(tenantId, role.accountNumber());
            AwsAccount kept = existing(tenantId, role)
                    .orElseGet(() -> new AwsAccount(
                            tenantId,
                            region,
                            roleArn,
                            role.accountNumber(),
                            clusterId,
                            workspace.toString(),
                            jobs.folder(workspace),
                            jobs.sha256(),
                            clock.instant()));
            kept.moveTo(roleArn, clusterId);
            kept.jobsInstalled(jobs.folder(workspace), jobs.sha256());
            audit.record(tenantId, actor, "account.register", role.accountNumber(), roleArn + " " + clusterId);
            return accounts.save(kept);
        });
        return new Registration(java.util.Objects.requireNonNull(account), checks);
    }

    List<AwsAccount> list(UUID tenantId) {
        return accounts.findByTenantIdOrderByCreatedAt(tenantId);
    }

    List<Preflight.Check> check(UUID accountId) {
        AwsAccount account = accounts.findById(accountId).orElseThrow(Accounts::unknown);
        ComputeTarget target = target(account);
        return preflight.run(target.role(), account.clusterId(), target.workspace());
    }

    /** Where the components of the bound tenant's default stage run now; empty until an account is registered. */
    public Optional<ComputeTarget> computeTarget(UUID tenantId) {
        return computeTarget(stages.defaultOf(tenantId), tenantId);
    }

    /** Where the components of a stage run now; empty while it has no account. */
    public Optional<ComputeTarget> computeTarget(UUID tenantId, UUID stageId) {
        return computeTarget(stages.byId(stageId), tenantId);
    }

    private Optional<ComputeTarget> computeTarget(StageView stage, UUID tenantId) {
        Optional<AwsAccount> account = stage.accountId() != null
                ? accounts.findById(stage.accountId())
                : accounts.findByTenantIdOrderByCreatedAt(tenantId).stream()
                        .findFirst()
                        .filter(first -> stage.byDefault());
        return account.map(found -> target(found).of(stage));
    }

    /** The cluster of an account with another id, tried as that of the account itself was. */
    Preflight.Check checkCluster(UUID accountId, String clusterId) {
        ComputeTarget target = computeTargetOf(accountId).orElseThrow(Accounts::unknown);
        return preflight.cluster(target.role(), clusterId);
    }

    /** The compute target of one account. */
    public Optional<ComputeTarget> computeTargetOf(UUID accountId) {
        return accounts.findById(accountId).map(this::target);
    }

    private Optional<AwsAccount> existing(UUID tenantId, TenantRole role) {
        return accounts.findByTenantIdOrderByCreatedAt(tenantId).stream()
                .filter(account -> account.accountNumber().equals(role.accountNumber())
                        && account.region().equals(role.region()))
                .findFirst();
    }

    private ComputeTarget target(AwsAccount account) {
        TenantView tenant = tenants.get(account.tenantId());
        TenantRole role = new TenantRole(tenant.key(), account.roleArn(), account.region(), tenant.externalId());
        return new ComputeTarget(
                account.id(),
                null,
                role,
                new Cluster(role, account.clusterId()),
                S3Uri.parse(account.workspace()),
                S3Uri.parse(account.jobsUri()),
                account.jobsSha256());
    }

    /** Runs look for their settings and results where they were begun. */
    private void refuseIfMoved(UUID tenantId, TenantRole role, S3Uri workspace) {
        existing(tenantId, role)
                .filter(account -> !account.workspace().equals(workspace.toString()))
                .ifPresent(account -> {
                    throw ProblemException.conflict(
                            "account.workspace-fixed",
                            "The workspace of this account is " + account.workspace() + " and cannot be changed.");
                });
    }

    private void refuseIfTaken(UUID tenantId, String accountNumber) {
        transactions.executeWithoutResult(status -> {
            claim(tenantId, accountNumber);
            status.setRollbackOnly();
        });
    }

    /** The claim's key holds across tenants, so a claim that another tenant has can be met but not seen. */
    private void claim(UUID tenantId, String accountNumber) {
        int mine = jdbc.sql(
                        "INSERT INTO aws_account_claim (account_number, tenant_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(accountNumber, tenantId)
                .update();
        boolean known = mine == 1
                || jdbc.sql("SELECT count(*) FROM aws_account_claim WHERE account_number = ?")
                                .param(accountNumber)
                                .query(Integer.class)
                                .single()
                        == 1;
        if (!known) {
            throw ProblemException.conflict(
                    "account.taken",
                    "The account " + accountNumber
                            + " cannot be registered for this tenant: an account belongs to one tenant only.");
        }
    }

    static ProblemException unknown() {
        return ProblemException.notFound("account.unknown", "There is no such account.");
    }
}
