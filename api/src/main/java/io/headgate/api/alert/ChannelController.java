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

    /** The channels of the tenant, by name, without their secrets. */
    @GetMapping("/channels")
    public List<Channel> list(CurrentTenant tenant) {
        return channels.list();
    }

    /**
     * Makes a channel. Refused if its name is taken, if there are 50 already, and, for all kinds but EMAIL, while the
     * installation has no key to keep secrets with.
     */
    @PostMapping("/channels")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.CREATED)
    public Channel add(CurrentTenant tenant, @Valid @RequestBody NewChannel body) {
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

    /**
     * Takes a channel away, also from all rules. Its secrets are removed at once; what was sent by it stays in the log.
     */
    @DeleteMapping("/channels/{channel}")
    @Requires(Role.ENGINEER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void remove(CurrentTenant tenant, @PathVariable UUID channel) {
        channels.remove(tenant.id(), tenant.actor(), channel);
    }

    /**
     * Sends a test message to a channel, soon and once. The answer is the delivery, which tells later what became of
     * it. Refused (429) while the tenant has had too many messages within the hour.
     */
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

    /** Where the caller gets alerts: the address that was set, or the user name if that is an address. */
    @GetMapping("/address")
    public Address address(CurrentTenant tenant) {
        return new Address(channels.addressOf(tenant.actor()).orElse(""));
    }

    /** Sets where the caller gets alerts of this tenant. */
    @PutMapping("/address")
    @Requires(Role.VIEWER)
    public Address setAddress(CurrentTenant tenant, @Valid @RequestBody Address body) {
        channels.setAddress(tenant.id(), tenant.actor(), body.address());
        return address(tenant);
    }

    /**
     * Messages, newest first, at most 100.
     *
     * @param alert only those of this alert
     * @param channel only those to this channel; without effect when an alert is named
     */
    @GetMapping("/deliveries")
    public List<DeliveryView> deliveries(
            CurrentTenant tenant,
            @RequestParam(required = false) @Nullable UUID alert,
            @RequestParam(required = false) @Nullable UUID channel) {
        return outbox.list(alert, channel);
    }

    /** A message, and what became of it. */
    @GetMapping("/deliveries/{delivery}")
    public DeliveryView delivery(CurrentTenant tenant, @PathVariable UUID delivery) {
        return outbox.get(delivery);
    }

    /** Has a message tried anew that was given up. Refused for any other, and for a test. */
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
