package io.headgate.api.tenancy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Finds out who calls: by bearer token, or by the session cookie, which for unsafe methods must come with the session's CSRF
 * token in a header.
 */
class CallerFilter extends OncePerRequestFilter {

    static final String COOKIE = "headgate_session";
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Users users;
    private final HandlerExceptionResolver problems;

    CallerFilter(Users users, HandlerExceptionResolver problems) {
        this.users = users;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            caller(request)
                    .ifPresent(caller -> SecurityContextHolder.getContext()
                            .setAuthentication(
                                    UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of())));
        } catch (DataAccessException | TransactionException e) {
            // Nobody has been found out, so nobody else is to handle it: a filter's exceptions reach no advice by
            // themselves.
            problems.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith("Bearer ")) {
            return users.caller(header.substring("Bearer ".length()), AccessToken.Kind.API);
        }
        return sessionSecret(request)
                .flatMap(secret -> users.caller(secret, AccessToken.Kind.SESSION))
                .filter(caller -> SAFE.contains(request.getMethod())
                        || caller.csrfToken().equals(request.getHeader(CSRF_HEADER)));
    }

    static Optional<String> sessionSecret(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> COOKIE.equals(cookie.getName()))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
