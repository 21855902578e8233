package io.headgate.api.account;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.S3Uri;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** Registering a tenant's AWS account. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/accounts")
@Tag(name = "accounts")
class AccountController {

    /**
     * An account to register.
     *
     * @param accountId number of the account
     * @param region AWS Region of the cluster
     * @param roleArn a role in the account, which Headgate assumes
     * @param clusterId id of the EMR cluster
     * @param workspace bucket and prefix, as {@code s3://bucket/prefix}
     */
    record NewAccount(
            @NotNull @Pattern(regexp = "[0-9]{12}") String accountId,

            @NotNull @Pattern(regexp = "[a-z]{2}(-[a-z]+)+-[0-9]")
            String region,

            @NotBlank String roleArn,
            @NotNull @Pattern(regexp = "j-[A-Z0-9]{1,40}") String clusterId,
            @NotBlank String workspace) {}

    /**
     * An account.
     *
     * @param queueArn the queue from which Headgate learns that files have arrived; null without one
     */
    record AccountView(
            UUID id,
            String accountId,
            String region,
            String roleArn,
            String clusterId,
            String workspace,
            String jobsPackage,
            @Nullable String queueArn,
            Instant createdAt) {}

    /** An account that was registered, and what was tried before. */
    record RegisteredAccount(AccountView account, List<Preflight.Check> checks) {}

    /** What was tried, in order. */
    record Checks(List<Preflight.Check> checks) {}

    private final Accounts accounts;
    private final StsClient sts;

    AccountController(Accounts accounts, StsClient controlPlaneSts) {
        this.accounts = accounts;
        this.sts = controlPlaneSts;
    }

    /**
     * Tries an account, and registers it if all goes well. Refused, with what was tried, if anything does not, and if
     * another tenant has the account. Registered again in its Region, it takes the new role and cluster; its workspace
     * cannot be changed.
     */
    @PostMapping
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    RegisteredAccount register(CurrentTenant tenant, @Valid @RequestBody NewAccount body) {
        List<FieldProblem> problems = problems(body);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("account.invalid", "The account cannot be registered like this.", problems);
        }
        Accounts.Registration done = accounts.register(
                tenant.id(),
                tenant.actor(),
                body.region(),
                body.roleArn(),
                body.clusterId(),
                S3Uri.parse(body.workspace()));
        return new RegisteredAccount(view(done.account()), done.checks());
    }

    /** The accounts of the tenant, in the order in which they were registered. */
    @GetMapping
    List<AccountView> list(CurrentTenant tenant) {
        return accounts.list(tenant.id()).stream().map(AccountController::view).toList();
    }

    /**
     * Tries an account as its registration does. What does not go well is told in the answer; what is registered stays.
     */
    @PostMapping("/{account}/check")
    @Requires(Role.TENANT_ADMIN)
    Checks check(CurrentTenant tenant, @PathVariable UUID account) {
        return new Checks(accounts.check(account));
    }

    private List<FieldProblem> problems(NewAccount body) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!TenantRole.isRoleArn(body.roleArn())) {
            problems.add(new FieldProblem(
                    "account.role-arn",
                    "/roleArn",
                    "This is not the ARN of an IAM role.",
                    "It looks like arn:aws:iam::123456789012:role/name."));
        } else if (!body.roleArn().contains("::" + body.accountId() + ":")) {
            problems.add(new FieldProblem(
                    "account.role-elsewhere",
                    "/roleArn",
                    "The role lives in another account than " + body.accountId() + ".",
                    "Name a role of the registered account."));
        }
        if (!S3Uri.isValid(body.workspace())) {
            problems.add(new FieldProblem(
                    "account.workspace",
                    "/workspace",
                    "This is not an s3:// address.",
                    "It looks like s3://bucket/prefix."));
        }
        if (body.accountId().equals(controlPlaneAccount())) {
            problems.add(new FieldProblem(
                    "account.control-plane",
                    "/accountId",
                    "This is Headgate's own account.",
                    "Register an account of the tenant."));
        }
        return problems;
    }

    private String controlPlaneAccount() {
        try {
            return sts.getCallerIdentity().account();
        } catch (SdkException e) {
            throw new ProblemException(
                    HttpStatus.BAD_GATEWAY, "aws.away", "AWS does not answer right now; try again in a moment.");
        }
    }

    private static AccountView view(AwsAccount account) {
        return new AccountView(
                account.id(),
                account.accountNumber(),
                account.region(),
                account.roleArn(),
                account.clusterId(),
                account.workspace(),
                account.jobsUri(),
                account.queueArn(),
                account.createdAt());
    }
}
