package io.headgate.api.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.HeadgateApplication;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ProductionGuardTests {

    @ParameterizedTest
    @ValueSource(strings = {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "aws.endpointUrl", "aws.endpointUrlEmr"})
    void outsideTheLocalProfileAnotherEndpointThanAwsEndsTheStart(String name) {
        assertThatThrownBy(() -> ProductionGuard.check(environment(name, "production")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("127.0.0.1");
    }

    @Test
    void theLocalProfileMayHaveOne() {
        assertThatCode(() -> ProductionGuard.check(environment("AWS_ENDPOINT_URL", "local")))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutOneEveryProfileStarts() {
        assertThatCode(() -> ProductionGuard.check(environment("AWS_REGION", "production")))
                .doesNotThrowAnyException();
    }

    /** The whole application is asked, so that the guard cannot be forgotten. */
    @Test
    void theApplicationItselfDoesNotStart() {
        String before = System.setProperty("aws.endpointUrl", "http://127.0.0.1:1");
        try {
            assertThatThrownBy(() -> HeadgateApplication.main(new String[] {"--spring.profiles.active=production"}))
                    .hasMessageContaining("aws.endpointUrl");
        } finally {
            if (before == null) {
                System.clearProperty("aws.endpointUrl");
            } else {
                System.setProperty("aws.endpointUrl", before);
            }
        }
        assertThat(System.getProperty("aws.endpointUrl")).isEqualTo(before);
    }

    private static StandardEnvironment environment(String name, String profile) {
        StandardEnvironment environment = new StandardEnvironment();
        // Other tests of this JVM point the SDK at their fake.
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, "http://127.0.0.1:1")));
        environment.setActiveProfiles(profile);
        return environment;
    }
}
