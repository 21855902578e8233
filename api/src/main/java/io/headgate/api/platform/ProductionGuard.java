package io.headgate.api.platform;

import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Profiles;

/**
 * Keeps what belongs to a local installation out of every other one. A stand-in's endpoint would get every secret and every
 * credential that is meant for AWS.
 */
public final class ProductionGuard implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final String LOCAL = "local";

    /** Ends the start before anything is built. */
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        check(event.getEnvironment());
    }

    static void check(ConfigurableEnvironment environment) {
        if (environment.acceptsProfiles(Profiles.of(LOCAL))) {
            return;
        }
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(ProductionGuard::isEndpoint)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException(
                            "'" + name + "' replaces AWS by another endpoint. That is allowed in the profile '" + LOCAL
                                    + "' only; Headgate does not start.");
                });
    }

    /** For the whole SDK, or for one service: {@code AWS_ENDPOINT_URL_S3}, {@code aws.endpointUrlS3}. */
    private static boolean isEndpoint(String name) {
        return name.startsWith("AWS_ENDPOINT_URL") || name.startsWith("aws.endpointUrl");
    }
}
