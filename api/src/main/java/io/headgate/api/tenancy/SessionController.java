package io.headgate.api.tenancy;

import io.headgate.api.platform.HeadgateProperties;
import io.headgate.api.platform.ProblemException;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, and who one is. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "session")
class SessionController {

    /** Who wants to sign in. */
    record SignIn(
            @NotBlank @Size(max = 200) String username,
            @NotBlank @Size(max = 200) String password) {}

    /**
     * A token to make.
     *
     * @param days how long it is good; 90 when left out
     */
    record NewToken(
            @NotBlank @Size(max = 100) String name,
            @Nullable @Min(1) @Max(365) Integer days) {}

    /**
     * A token that was made.
     *
     * @param token the token itself, which cannot be read again
     */
    record IssuedToken(String name, String token) {}

    /**
     * A tenant that the caller may see.
     *
     * @param role what the caller may do there
     */
    record MyTenant(String key, String name, Role role) {}

    /**
     * Who calls.
     *
     * @param csrfToken what a browser sends as {@code X-CSRF-Token} with whatever is no GET
     * @param tenants by key
     */
    record Me(String username, String displayName, boolean platformAdmin, String csrfToken, List<MyTenant> tenants) {}

    private final Users users;
    private final FailedSignIns failed;
    private final boolean servedOverTls;

    SessionController(Users users, FailedSignIns failed, HeadgateProperties properties) {
        this.users = users;
        this.failed = failed;
        this.servedOverTls = "https".equals(properties.publicUrl().getScheme());
    }

    /**
     * Opens a session of twelve hours; its secret is in a cookie. A wrong user name and a wrong password are answered
     * alike. After ten failures with a name from one address it is refused there (429), after a hundred everywhere,
     * until ten minutes after the last.
     */
    @PostMapping("/session")
    ResponseEntity<Me> signIn(@Valid @RequestBody SignIn body, HttpServletRequest request) {
        String address = request.getRemoteAddr();
        failed.check(body.username(), address);
        String secret = users.signIn(body.username(), body.password()).orElseThrow(() -> {
            failed.failed(body.username(), address);
            return new ProblemException(
                    HttpStatus.UNAUTHORIZED, "session.refused", "The user name or the password is not right.");
        });
        failed.succeeded(body.username(), address);
        Caller caller = users.caller(secret, AccessToken.Kind.SESSION).orElseThrow();
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie(secret, Users.SESSION_LIFE, request))
                .body(describe(caller));
    }

    /** Ends the session at once. Without one, nothing happens. */
    @DeleteMapping("/session")
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        CallerFilter.sessionSecret(request).ifPresent(users::signOut);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request))
                .build();
    }

    /** Who the caller is, and the tenants that the caller may see: for platform admins, all of them. */
    @GetMapping("/me")
    Me me(Caller caller) {
        return describe(caller);
    }

    /** Makes a bearer token for the caller. It is shown this once. */
    @PostMapping("/me/tokens")
    IssuedToken issueToken(Caller caller, @Valid @RequestBody NewToken body) {
        return new IssuedToken(
                body.name(),
                users.issueToken(
                        caller.userId(),
                        body.name(),
                        body.days() == null ? Users.TOKEN_LIFE : Duration.ofDays(body.days())));
    }

    /** The caller's own tokens that are still good, without their secrets. */
    @GetMapping("/me/tokens")
    List<Users.TokenView> tokens(Caller caller) {
        return users.tokensOf(caller.userId());
    }

    /** Ends a token at once. */
    @DeleteMapping("/me/tokens/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endToken(Caller caller, @PathVariable UUID token) {
        users.endToken(caller.userId(), token);
    }

    private Me describe(Caller caller) {
        List<Users.Membership> memberships = caller.platformAdmin()
                ? Scope.ofPlatform(() -> users.memberships(caller))
                : Scope.ofUser(caller.userId(), () -> users.memberships(caller));
        return new Me(
                caller.username(),
                caller.displayName(),
                caller.platformAdmin(),
                caller.csrfToken(),
                memberships.stream()
                        .map(membership -> new MyTenant(membership.key(), membership.name(), membership.role()))
                        .toList());
    }

    /** Also where a load balancer ends TLS and asks us without it, the cookie is for TLS only. */
    private String cookie(String value, Duration life, HttpServletRequest request) {
        return ResponseCookie.from(CallerFilter.COOKIE, value)
                .httpOnly(true)
                .secure(servedOverTls || request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }
}
