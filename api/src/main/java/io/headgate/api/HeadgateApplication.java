package io.headgate.api;

import io.headgate.api.platform.ProductionGuard;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Starts the api. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class HeadgateApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(HeadgateApplication.class);
        application.addListeners(new ProductionGuard());
        application.run(args);
    }
}
