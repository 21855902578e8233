package io.headgate.api.account;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import io.headgate.connector.queue.QueueArn;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.S3Uri;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The queues of the bound tenant's accounts: at most one each. */
@Service
public class AccountQueues {

    private final AwsAccountRepository accounts;
    private final Tenants tenants;
    private final QueuePreflight preflight;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    AccountQueues(
            AwsAccountRepository accounts,
            Tenants tenants,
            QueuePreflight preflight,
            AuditTrail audit,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.tenants = tenants;
        this.preflight = preflight;
        this.audit = audit;
        this.events = events;
        this.transactions = transactions;
    }

    /** The queue of an account; empty if it has none, or there is no such account. */
    @Transactional(readOnly = true)
    public Optional<AccountQueue> of(UUID accountId) {
        return accounts.findById(accountId)
                .filter(account -> account.queueArn() != null)
                .map(account -> queue(
                        account,
                        QueueArn.parse(String.valueOf(account.queueArn())).orElseThrow()));
    }

    /** Tries the queue and keeps it if every check went well. */
    List<Preflight.Check> register(UUID tenantId, UUID accountId, String text, String actor) {
        AwsAccount account = accounts.findById(accountId).orElseThrow(Accounts::unknown);
        AccountQueue queue = queue(account, checked(account, text));
        List<Preflight.Check> checks = preflight.run(queue);
        Preflight.refuseIfFailed(checks);
        keep(tenantId, accountId, text, actor);
        return checks;
    }

    void remove(UUID tenantId, UUID accountId, String actor) {
        accounts.findById(accountId).orElseThrow(Accounts::unknown);
        keep(tenantId, accountId, null, actor);
    }

    private void keep(UUID tenantId, UUID accountId, @Nullable String arn, String actor) {
        transactions.executeWithoutResult(status -> {
            AwsAccount account = accounts.findById(accountId).orElseThrow(Accounts::unknown);
            account.listenTo(arn);
            accounts.save(account);
            audit.record(
                    tenantId,
                    actor,
                    arn == null ? "account.queue.remove" : "account.queue.set",
                    account.accountNumber(),
                    arn == null ? "" : arn);
            events.publishEvent(new QueueChanged(tenantId, accountId));
        });
    }

    /** The queue is the tenant's own only if it lives in the account that is registered for the tenant. */
    private static QueueArn checked(AwsAccount account, String text) {
        QueueArn arn = QueueArn.parse(text)
                .orElseThrow(() -> refused(
                        "queue.arn",
                        "This is not the ARN of a standard queue.",
                        "It looks like arn:aws:sqs:" + account.region() + ":" + account.accountNumber()
                                + ":name. S3 sends to no FIFO queue."));
        if (!arn.accountNumber().equals(account.accountNumber())) {
            throw refused(
                    "queue.elsewhere",
                    "The queue lives in another account than " + account.accountNumber() + ".",
                    "Name a queue of the registered account.");
        }
        if (!arn.region().equals(account.region())) {
            throw refused(
                    "queue.region",
                    "The queue lives in another Region than " + account.region() + ".",
                    "Name a queue in the Region of the registered account.");
        }
        return arn;
    }

    private static ProblemException refused(String code, String sentence, String remedy) {
        return ProblemException.invalid(
                code,
                "The queue cannot be registered like this.",
                List.of(new FieldProblem(code, "/arn", sentence, remedy)));
    }

    private AccountQueue queue(AwsAccount account, QueueArn arn) {
        TenantView tenant = tenants.get(account.tenantId());
        TenantRole role = new TenantRole(tenant.key(), account.roleArn(), account.region(), tenant.externalId());
        return new AccountQueue(account.id(), arn, role, S3Uri.parse(account.workspace()));
    }
}
