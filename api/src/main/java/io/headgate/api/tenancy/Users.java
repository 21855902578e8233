package io.headgate.api.tenancy;

import io.headgate.api.platform.Ids;
import io.headgate.api.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Local users, their tokens and sessions, and their memberships. */
@Service
class Users {

    static final Duration SESSION_LIFE = Duration.ofHours(12);
    static final Duration TOKEN_LIFE = Duration.ofDays(90);

    /** What bcrypt takes, in bytes. */
    private static final int LONGEST_PASSWORD = 72;

    /** A bearer token, without its secret. */
    record TokenView(UUID id, String name, Instant createdAt, Instant expiresAt) {}

    /** A membership with the names that people know. */
    record Membership(UUID tenantId, String key, String name, Role role) {}

    /** A member of a tenant with its user. */
    record MemberOfTenant(String username, String displayName, Role role) {}

    private final AppUserRepository users;
    private final AccessTokenRepository tokens;
    private final MemberRepository members;
    private final TenantRepository tenants;
    private final PasswordEncoder encoder;
    private final Clock clock;
    private final boolean demoAllowed;
    private final String anyHash;

    Users(
            AppUserRepository users,
            AccessTokenRepository tokens,
            MemberRepository members,
            TenantRepository tenants,
            PasswordEncoder encoder,
            Clock clock,
            Environment environment) {
        this.users = users;
        this.tokens = tokens;
        this.members = members;
        this.tenants = tenants;
        this.encoder = encoder;
        this.clock = clock;
        this.demoAllowed = environment.acceptsProfiles(Profiles.of("local"));
        this.anyHash = encoder.encode(Ids.secret(""));
    }

    /** Checks a password and opens a session; answers its secret, or nothing if name or password are not right. */
    @Transactional
    public Optional<String> signIn(String username, String password) {
        Optional<AppUser> user = users.findByUsername(username).filter(this::mayAct);
        // An unknown name costs as much as a wrong password, so that names cannot be told by the clock.
        boolean right =
                encoder.matches(password, user.map(AppUser::passwordHash).orElse(anyHash));
        if (user.isEmpty() || !right) {
            return Optional.empty();
        }
        tokens.deleteByExpiresAtBefore(clock.instant());
        return Optional.of(
                issue(user.get().id(), AccessToken.Kind.SESSION, "browser", Ids.secret("hgs_"), SESSION_LIFE));
    }

    @Transactional
    public void signOut(String secret) {
        tokens.deleteBySecretHash(Ids.sha256(secret));
    }

    /** Issues a bearer token. */
    @Transactional
    public String issueToken(UUID userId, String name, Duration life) {
        return issue(userId, AccessToken.Kind.API, name, Ids.secret("hgt_"), life);
    }

    /** The bearer tokens of a user that are still good, the newest first. */
    @Transactional(readOnly = true)
    public List<TokenView> tokensOf(UUID userId) {
        return tokens.findByUserIdAndKindOrderByCreatedAtDesc(userId, AccessToken.Kind.API).stream()
                .filter(token -> token.isValidAt(clock.instant()))
                .map(token -> new TokenView(token.id(), token.name(), token.createdAt(), token.expiresAt()))
                .toList();
    }

    /** Ends a bearer token of a user at once; one that is not there, or of somebody else, is refused. */
    @Transactional
    public void endToken(UUID userId, UUID id) {
        if (tokens.deleteByIdAndUserIdAndKind(id, userId, AccessToken.Kind.API) == 0) {
            throw ProblemException.notFound("token.unknown", "You have no such token.");
        }
    }

    /** Who holds this secret, if it is a valid one of the kind. */
    @Transactional(readOnly = true)
    public Optional<Caller> caller(String secret, AccessToken.Kind kind) {
        return tokens.findBySecretHash(Ids.sha256(secret))
                .filter(token -> token.kind() == kind && token.isValidAt(clock.instant()))
                .flatMap(token -> users.findById(token.userId())
                        .filter(this::mayAct)
                        .map(user -> new Caller(
                                user.id(),
                                user.username(),
                                user.displayName(),
                                user.platformAdmin(),
                                token.csrfToken())));
    }

    /** The tenants of a user. Must be called within {@link Scope#ofUser}, or, for platform admins, ofPlatform. */
    @Transactional(readOnly = true)
    public List<Membership> memberships(Caller caller) {
        if (caller.platformAdmin()) {
            return tenants.findAllByOrderByKey().stream()
                    .map(Tenant::view)
                    .map(tenant -> new Membership(tenant.id(), tenant.key(), tenant.name(), Role.TENANT_ADMIN))
                    .toList();
        }
        return members.findByUserId(caller.userId()).stream()
                .flatMap(member -> tenants
                        .findById(member.tenantId())
                        .map(Tenant::view)
                        .map(tenant -> new Membership(tenant.id(), tenant.key(), tenant.name(), member.role()))
                        .stream())
                .sorted(java.util.Comparator.comparing(Membership::key))
                .toList();
    }

    /** Makes a user who is a member of the bound tenant. */
    @Transactional
    public MemberOfTenant addMember(
            UUID tenantId, String username, String displayName, Role role, String password, boolean demo) {
        if (demo && !demoAllowed) {
            throw ProblemException.invalid(
                    "member.demo-refused", "Demo users exist only in a local installation.", List.of());
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            throw ProblemException.invalid(
                    "member.password-long", "The password is longer than 72 bytes; choose a shorter one.", List.of());
        }
        if (users.findByUsername(username).isPresent()) {
            throw ProblemException.conflict("member.name-taken", "There is a user '" + username + "' already.");
        }
        AppUser user =
                users.save(new AppUser(username, displayName, encoder.encode(password), false, demo, clock.instant()));
        members.save(new Member(tenantId, user.id(), role, clock.instant()));
        return new MemberOfTenant(user.username(), user.displayName(), role);
    }

    /** The members of the bound tenant. */
    @Transactional(readOnly = true)
    public List<MemberOfTenant> membersOf(UUID tenantId) {
        return members.findByTenantId(tenantId).stream()
                .flatMap(member -> users.findById(member.userId()).stream()
                        .map(user -> new MemberOfTenant(user.username(), user.displayName(), member.role())))
                .sorted(java.util.Comparator.comparing(MemberOfTenant::username))
                .toList();
    }

    /** Makes sure that the first platform admin exists, with the password and the token that the installer chose. */
    @Transactional
    public void ensureAdmin(String username, String password, String token) {
        AppUser admin = users.findByUsername(username)
                .orElseGet(() -> users.save(new AppUser(
                        username, "Platform admin", encoder.encode(password), true, false, clock.instant())));
        if (tokens.findBySecretHash(Ids.sha256(token)).isEmpty()) {
            tokens.save(new AccessToken(
                    admin.id(), AccessToken.Kind.API, "installer", token, clock.instant(), Duration.ofDays(3650)));
        }
    }

    private String issue(UUID userId, AccessToken.Kind kind, String name, String secret, Duration life) {
        tokens.save(new AccessToken(userId, kind, name, secret, clock.instant(), life));
        return secret;
    }

    private boolean mayAct(AppUser user) {
        return demoAllowed || !user.demo();
    }
}
