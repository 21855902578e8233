package io.headgate.api.tenancy;

import io.headgate.api.platform.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Binds the tenant in the path to the request, if the caller belongs to it, and checks the role that the call needs. A tenant
 * of others answers exactly like one that does not exist.
 */
@Component
class TenantInterceptor implements HandlerInterceptor {

    static final String TENANT = "headgate.tenant";

    private final Users users;

    TenantInterceptor(@Lazy Users users) {
        this.users = users;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        if (isForPlatformAdmins(method)
                && !CallerArgumentResolver.currentCaller().platformAdmin()) {
            throw forbidden("Only platform admins may do this.");
        }
        String key = tenantKey(request);
        if (key != null && !isForPlatformAdmins(method)) {
            CurrentTenant tenant = resolve(CallerArgumentResolver.currentCaller(), key);
            Requires requires = method.getMethodAnnotation(Requires.class);
            if (requires != null && !tenant.role().covers(requires.value())) {
                throw forbidden("This needs the role " + requires.value().label() + " in this tenant; you are "
                        + tenant.role().label() + ".");
            }
            request.setAttribute(TENANT, tenant);
            Scope.bindTenant(tenant.id());
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        Scope.clear();
    }

    @Override
    public String toString() {
        return "TenantInterceptor";
    }

    private CurrentTenant resolve(Caller caller, String key) {
        var memberships = caller.platformAdmin()
                ? Scope.ofPlatform(() -> users.memberships(caller))
                : Scope.ofUser(caller.userId(), () -> users.memberships(caller));
        return memberships.stream()
                .filter(membership -> membership.key().equals(key))
                .findFirst()
                .map(found -> new CurrentTenant(found.tenantId(), found.key(), found.role(), caller.username()))
                .orElseThrow(Tenants::unknown);
    }

    private static boolean isForPlatformAdmins(HandlerMethod method) {
        return method.hasMethodAnnotation(PlatformAdminOnly.class)
                || method.getBeanType().isAnnotationPresent(PlatformAdminOnly.class);
    }

    private static @Nullable String tenantKey(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("tenant") instanceof String key
                ? key
                : null;
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, "access.role-missing", detail);
    }
}
