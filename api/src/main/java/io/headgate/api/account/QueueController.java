package io.headgate.api.account;

import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The queue of an account, from which Headgate learns that files have arrived. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/accounts/{account}/queue")
@Tag(name = "accounts")
class QueueController {

    /**
     * A queue to register.
     *
     * @param arn ARN of a standard SQS queue
     */
    record NewQueue(@NotBlank @Size(max = 300) String arn) {}

    /** A queue that was registered, and what was tried before. */
    record RegisteredQueue(String arn, List<Preflight.Check> checks) {}

    private final AccountQueues queues;

    QueueController(AccountQueues queues) {
        this.queues = queues;
    }

    /** Registers a queue of the account itself, in its Region, if the account's role may read it. */
    @PutMapping
    @Requires(Role.TENANT_ADMIN)
    RegisteredQueue register(CurrentTenant tenant, @PathVariable UUID account, @Valid @RequestBody NewQueue body) {
        return new RegisteredQueue(body.arn(), queues.register(tenant.id(), account, body.arn(), tenant.actor()));
    }

    /** Nothing is read from the queue any more; what lies in it stays there. */
    @DeleteMapping
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentTenant tenant, @PathVariable UUID account) {
        queues.remove(tenant.id(), account, tenant.actor());
    }
}
