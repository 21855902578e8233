package io.headgate.api.tenancy;

import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Who may call what: every call of the API but sign-in and the callbacks needs a caller. */
@Configuration
class SecurityConfiguration implements WebMvcConfigurer {

    /** Styles may be inline because the component library sets them on elements; scripts never. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final TenantInterceptor interceptor;

    SecurityConfiguration(TenantInterceptor interceptor) {
        this.interceptor = interceptor;
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http, Users users, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
            throws Exception {
        return http.csrf(csrf -> csrf.disable()) // CallerFilter asks a session for its own token
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> {}))
                .addFilterBefore(new CallerFilter(users, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/v1/session", "/api/v1/callbacks/**")
                        .permitAll()
                        .requestMatchers("/api/v1/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, e) -> unauthenticated(response)))
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
        return new ScopedTransactionManager(factory);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(interceptor).addPathPatterns("/api/v1/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgumentResolver());
    }

    private static void unauthenticated(HttpServletResponse response) throws java.io.IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write("""
                        {"type":"urn:headgate:problem:session.needed","title":"Unauthorized","status":401,"code":"session.needed",\
                        "detail":"Sign in, or send a valid bearer token; a browser session also sends its X-CSRF-Token."}""");
    }
}
