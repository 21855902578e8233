package io.headgate.api.catalog;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.catalog.ComponentTypes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CatalogConfiguration {

    @Bean
    ComponentTypes componentTypes() {
        return new BuiltInComponentTypes();
    }
}
