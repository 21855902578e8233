package io.headgate.api.alert;

import java.net.InetAddress;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

@Configuration
class AlertConfiguration {

    AlertConfiguration(AlertSettings settings, Environment environment) {
        boolean isLoose = settings.allowLocal() || settings.mail().tls() == AlertSettings.Tls.NONE;
        if (isLoose && !environment.acceptsProfiles(Profiles.of("local"))) {
            throw new IllegalStateException(
                    "headgate.alerts.allow-local and mail without TLS are allowed in the profile 'local' only; Headgate does not start.");
        }
    }

    @Bean
    @ConditionalOnMissingBean
    HostNames hostNames() {
        return InetAddress::getAllByName;
    }
}
