package io.headgate.api.tenancy;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who belongs to the bound tenant, for other features. */
@Component
public class Members {

    private final AppUserRepository users;
    private final MemberRepository members;

    Members(AppUserRepository users, MemberRepository members) {
        this.users = users;
        this.members = members;
    }

    /** Whether a user of this name is a member. */
    @Transactional(readOnly = true)
    public boolean isMember(UUID tenantId, String username) {
        return users.findByUsername(username)
                .filter(user -> members.existsByTenantIdAndUserId(tenantId, user.id()))
                .isPresent();
    }
}
