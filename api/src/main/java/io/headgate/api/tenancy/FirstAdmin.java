package io.headgate.api.tenancy;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/** Creates the first platform admin from the installer's settings. */
@Component
class FirstAdmin implements ApplicationRunner {

    /** What the installer chose; empty when an admin is there already. */
    @ConfigurationProperties("headgate.first-admin")
    record Settings(String username, String password, String token) {}

    private final Settings settings;
    private final Users users;

    FirstAdmin(Settings settings, Users users) {
        this.settings = settings;
        this.users = users;
    }

    @Override
    public void run(ApplicationArguments args) {
        if (!settings.username().isBlank()) {
            users.ensureAdmin(settings.username(), settings.password(), settings.token());
        }
    }
}
