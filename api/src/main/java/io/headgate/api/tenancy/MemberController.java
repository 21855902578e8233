package io.headgate.api.tenancy;

import io.headgate.api.audit.AuditTrail;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The members of a tenant. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/members")
@Tag(name = "members")
class MemberController {

    /**
     * A user to make, as a member of the tenant.
     *
     * @param username by which the user signs in; it stays
     * @param password 12 characters or more, 72 bytes at most
     * @param demo whether it is a demo user, which only a local installation has; false when left out
     */
    record NewMember(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._@-]{1,62}")
            String username,

            @NotBlank @Size(max = 200) String displayName,
            @NotNull Role role,
            @NotNull @Size(min = 12, max = 72) String password,
            @Nullable Boolean demo) {}

    /** A member of the tenant. */
    record MemberView(String username, String displayName, Role role) {}

    private final Users users;
    private final AuditTrail audit;

    MemberController(Users users, AuditTrail audit) {
        this.users = users;
        this.audit = audit;
    }

    /** Makes a user who is a member of the tenant. Refused if there is a user of that name, be it in another tenant. */
    @PostMapping
    @Requires(Role.TENANT_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public MemberView add(CurrentTenant tenant, @Valid @RequestBody NewMember body) {
        var added = users.addMember(
                tenant.id(),
                body.username(),
                body.displayName(),
                body.role(),
                body.password(),
                Boolean.TRUE.equals(body.demo()));
        audit.record(
                tenant.id(),
                tenant.actor(),
                "member.add",
                body.username(),
                body.role().label());
        return view(added);
    }

    /** The members of the tenant, by user name. */
    @GetMapping
    public List<MemberView> list(CurrentTenant tenant) {
        return users.membersOf(tenant.id()).stream().map(MemberController::view).toList();
    }

    private static MemberView view(Users.MemberOfTenant member) {
        return new MemberView(member.username(), member.displayName(), member.role());
    }
}
