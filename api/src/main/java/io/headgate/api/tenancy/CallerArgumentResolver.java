package io.headgate.api.tenancy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers their {@link Caller} and {@link CurrentTenant} parameters. */
class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == CurrentTenant.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory factory) {
        if (parameter.getParameterType() == CurrentTenant.class) {
            return Objects.requireNonNull(
                    request.getAttribute(TenantInterceptor.TENANT, RequestAttributes.SCOPE_REQUEST));
        }
        return currentCaller();
    }

    static Caller currentCaller() {
        return (Caller) Objects.requireNonNull(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())
                        .getPrincipal());
    }
}
