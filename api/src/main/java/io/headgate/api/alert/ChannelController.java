package io.headgate.api.alert;

import io.headgate.api.audit.AuditTrail;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where messages go, and what became of them. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/alerts")
@Tag(name = "alerts")
class ChannelController {

    /**
     * A channel to make. What is secret of it cannot be read again.
     *
     * @param addresses for EMAIL
     * @param url for WEBHOOK and SLACK
     * @param secret the key for signatures, for WEBHOOK
     */
    record NewChannel(
            @NotNull @Size(max = 200) String name,
            Channel.@NotNull Kind kind,
            @Nullable @Size(max = 50) List<@NotNull @Size(max = 400) String> addresses,
            @Nullable @Size(max = 4000) String url,
            @Nullable @Size(max = 400) String secret) {

        /** What it holds is in no log. */
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /**
     * Where the caller wants alerts.
     *
     * @param address empty for none but the user name, if that is an address
     */
    record Address(@NotNull @Size(max = 400) String address) {}

    private final Channels channels;
    private final Outbox outbox;
    private final AuditTrail audit;

    ChannelController(Channels channels, Outbox outbox, AuditTrail audit) {
        this.channels = channels;
        this.outbox = outbox;
        this.audit = audit;
    }

    @GetMapping("/channels")
    List<Channel> list(CurrentTenant tenant) {
        return channels.list();
    }

    @PostMapping("/channels")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.CREATED)
    Channel add(CurrentTenant tenant, @Valid @RequestBody NewChannel body) {
        return channels.add(
                tenant.id(),
                tenant.actor(),
                new Channels.Wanted(
                        body.name(),
                        body.kind(),
                        Objects.requireNonNullElse(body.addresses(), List.of()),
                        Objects.requireNonNullElse(body.url(), ""),
                        Objects.requireNonNullElse(body.secret(), "")));
    }

    @DeleteMapping("/channels/{channel}")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentTenant tenant, @PathVariable UUID channel) {
        channels.remove(tenant.id(), tenant.actor(), channel);
    }

    @PostMapping("/channels/{channel}/test")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Transactional
    public DeliveryView test(CurrentTenant tenant, @PathVariable UUID channel) {
        String name = channels.get(channel).name();
        UUID delivery = outbox.putTest(tenant.id(), Target.channel(channel));
        audit.record(tenant.id(), tenant.actor(), "channel.test", name, "");
        return outbox.get(delivery);
    }

    @GetMapping("/address")
    Address address(CurrentTenant tenant) {
        return new Address(channels.addressOf(tenant.actor()).orElse(""));
    }

    @PutMapping("/address")
    @Requires(Role.VIEWER)
    Address setAddress(CurrentTenant tenant, @Valid @RequestBody Address body) {
        channels.setAddress(tenant.id(), tenant.actor(), body.address());
        return address(tenant);
    }

    @GetMapping("/deliveries")
    List<DeliveryView> deliveries(
            CurrentTenant tenant,
            @RequestParam(required = false) @Nullable UUID alert,
            @RequestParam(required = false) @Nullable UUID channel) {
        return outbox.list(alert, channel);
    }

    @GetMapping("/deliveries/{delivery}")
    DeliveryView delivery(CurrentTenant tenant, @PathVariable UUID delivery) {
        return outbox.get(delivery);
    }

    @PostMapping("/deliveries/{delivery}/send-again")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Transactional
    public DeliveryView sendAgain(CurrentTenant tenant, @PathVariable UUID delivery) {
        outbox.sendAgain(tenant.id(), delivery);
        audit.record(tenant.id(), tenant.actor(), "delivery.send-again", delivery.toString(), "");
        return outbox.get(delivery);
    }
}
